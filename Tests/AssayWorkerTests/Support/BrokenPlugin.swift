import Foundation

/// One kind of broken plugin, and what must become of it.
struct BrokenPlugin: Sendable {
    let number: Int
    let file: String
    /// What is expected of each variant.
    let outcomes: [Outcome]
    var flags: [String] = []

    enum Outcome: Sendable {
        /// It is refused, for one of these reasons.
        case refused([String])
        /// The call fails, for one of these reasons.
        case failed([String])
        /// It answers and did nothing that is forbidden; whether its worker is fit for another call.
        case answers(isRecycled: Bool)
    }

    static func refused(_ codes: String...) -> Outcome { .refused(codes) }
    static func failed(_ codes: String...) -> Outcome { .failed(codes) }

    /// Compiles every variant into a folder.
    func build(in folder: Folder) throws -> [(path: String, outcome: Outcome)] {
        try outcomes.enumerated().map { variant, outcome in
            let name = file.split(separator: ".")[0]
            let path = folder.file("lib\(name)-\(variant).so")
            let source = Package.path("Tests/AssayWorkerTests/Broken/\(file)")
            return (try Compiler.library(source, to: path, flags: ["-DVARIANT=\(variant)"] + flags), outcome)
        }
    }
}

extension BrokenPlugin {
    private static let crashed = failed("plugin_crashed")
    private static let exited = failed("plugin_exited")
    private static let timeout = failed("timeout")
    private static let badOutput = failed("bad_output")
    private static let hungry = failed("out_of_memory", "plugin_crashed")
    private static let loadFailed = refused("load_failed")
    private static let harmless = Outcome.answers(isRecycled: false)
    private static let recycled = Outcome.answers(isRecycled: true)

    /// The cases that are a plugin of their own.
    static let all: [BrokenPlugin] = [
        BrokenPlugin(number: 2, file: "02-no-entry.c", outcomes: [loadFailed]),
        BrokenPlugin(number: 3, file: "03-odd-major.c", outcomes: [refused("abi_mismatch")]),
        BrokenPlugin(
            number: 4,
            file: "04-version.c",
            outcomes: [refused("abi_mismatch"), loadFailed, loadFailed, harmless, harmless]
        ),
        BrokenPlugin(number: 5, file: "05-refuses.c", outcomes: [loadFailed]),
        BrokenPlugin(number: 6, file: "06-null-fields.c", outcomes: [loadFailed, loadFailed, loadFailed]),
        BrokenPlugin(number: 7, file: "07-tool-count.c", outcomes: [loadFailed, loadFailed, loadFailed]),
        BrokenPlugin(
            number: 8,
            file: "08-names.c",
            outcomes: Array(repeating: loadFailed, count: 6) + [refused("duplicate_tool")]
        ),
        BrokenPlugin(number: 9, file: "09-schemas.c", outcomes: Array(repeating: loadFailed, count: 6)),
        BrokenPlugin(
            number: 10,
            file: "10-constructor.c",
            outcomes: [harmless, refused("plugin_exited"), refused("plugin_crashed"), refused("load_timeout")]
        ),
        BrokenPlugin(number: 11, file: "11-unresolved.c", outcomes: [loadFailed]),
        BrokenPlugin(number: 13, file: "13-silent.c", outcomes: [failed("protocol_error"), failed("tool_failed")]),
        BrokenPlugin(number: 14, file: "14-not-utf8.c", outcomes: [badOutput, badOutput, badOutput]),
        BrokenPlugin(number: 15, file: "15-not-json.c", outcomes: Array(repeating: badOutput, count: 6)),
        BrokenPlugin(
            number: 16,
            file: "16-wrong-size.c",
            outcomes: [failed("output_too_large"), failed("plugin_crashed", "bad_output")]
        ),
        BrokenPlugin(
            number: 17,
            file: "17-too-much.c",
            outcomes: [failed("output_too_large"), failed("output_too_large"), timeout]
        ),
        BrokenPlugin(number: 18, file: "18-sleeps.c", outcomes: [timeout]),
        BrokenPlugin(number: 19, file: "19-spins.c", outcomes: [timeout]),
        BrokenPlugin(number: 20, file: "20-deaf.c", outcomes: [timeout]),
        BrokenPlugin(number: 21, file: "21-blocked.c", outcomes: [timeout]),
        BrokenPlugin(number: 22, file: "22-wild.c", outcomes: [crashed, crashed, crashed]),
        BrokenPlugin(number: 23, file: "23-aborts.c", outcomes: [crashed]),
        BrokenPlugin(
            number: 24,
            file: "24-exits.c",
            outcomes: [exited, exited, exited, exited, exited, failed("plugin_crashed", "plugin_exited")]
        ),
        BrokenPlugin(number: 25, file: "25-deep.c", outcomes: [crashed]),
        BrokenPlugin(
            number: 26,
            file: "26-hungry.c",
            outcomes: [failed("out_of_memory", "plugin_crashed", "timeout"), hungry, hungry]
        ),
        BrokenPlugin(number: 28, file: "28-forks.c", outcomes: [harmless, harmless, harmless, recycled]),
        BrokenPlugin(number: 29, file: "29-runs-programs.c", outcomes: [harmless, harmless]),
        BrokenPlugin(number: 30, file: "30-connects.c", outcomes: [harmless]),
        BrokenPlugin(number: 31, file: "31-reads-secrets.c", outcomes: [harmless]),
        BrokenPlugin(number: 32, file: "32-writes.c", outcomes: [harmless, harmless, harmless, harmless]),
        BrokenPlugin(
            number: 33,
            file: "33-output.c",
            outcomes: [harmless, recycled] + Array(repeating: failed("protocol_error"), count: 4)
        ),
        BrokenPlugin(number: 34, file: "34-changes-process.c", outcomes: [recycled, recycled, recycled, recycled]),
        BrokenPlugin(number: 35, file: "35-arithmetic.c", outcomes: [recycled, recycled, recycled]),
        BrokenPlugin(number: 36, file: "36-signals.c", outcomes: [recycled, recycled, timeout]),
        BrokenPlugin(number: 37, file: "37-thread.c", outcomes: [recycled]),
        BrokenPlugin(number: 38, file: "38-throws.cpp", outcomes: [crashed]),
        BrokenPlugin(number: 39, file: "39-heap.c", outcomes: [crashed, crashed, harmless]),
        BrokenPlugin(number: 41, file: "41-not-thread-safe.c", outcomes: [harmless]),
        BrokenPlugin(number: 42, file: "42-changes-input.c", outcomes: [harmless]),
        BrokenPlugin(number: 43, file: "43-late.c", outcomes: [failed("timeout", "cancelled")]),
        BrokenPlugin(number: 44, file: "44-kills.c", outcomes: [harmless, harmless, harmless, harmless]),
    ]
}
