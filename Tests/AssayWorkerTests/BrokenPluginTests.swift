import Assay
import Foundation
import TestSupport
import Testing

@Suite("Broken plugins", .serialized, .offPool)
struct BrokenPluginTests {
    /// Who runs the host, and how many sound calls run beside it.
    struct Setting: Sendable, CustomTestStringConvertible {
        let user: UInt32?
        let neighbours: Int

        var testDescription: String {
            "as \(user.map { "user \($0)" } ?? "this user"), beside \(neighbours) good calls"
        }

        /// Only root can become somebody else.
        static let all: [Setting] =
            [Setting(user: nil, neighbours: 0), Setting(user: nil, neighbours: 8)]
            + (getuid() == 0 ? [Setting(user: 65534, neighbours: 0), Setting(user: 65534, neighbours: 8)] : [])
    }

    private static let folder = Result { try Folder() }
    private static let builds:
        Result<[(plugin: BrokenPlugin, path: String, outcome: BrokenPlugin.Outcome)], any Error> = Result {
            let place = try folder.get()
            return try BrokenPlugin.all.flatMap { plugin in
                try plugin.build(in: place).map { (plugin: plugin, path: $0.path, outcome: $0.outcome) }
            }
        }

    /// How often each is tried; twenty times takes a quarter of an hour.
    private static let repeats = ProcessInfo.processInfo.environment["ASSAY_SOAK"] == nil ? 1 : 20

    @Test("Each costs one answer, in time, and leaves nothing behind (B1)", arguments: Setting.all)
    func survived(setting: Setting) async throws {
        for _ in 0..<Self.repeats { try await surviveOnce(setting) }
    }

    private func surviveOnce(_ setting: Setting) async throws {
        let builds = try await onThread { try Self.builds.get() }
        let lines = try await onThread {
            let good = try Sample().build(in: Self.folder.get(), name: "good.so")
            let words = ["--beside", "\(setting.neighbours)", good]
            let place = try Self.place(of: setting.user)
            return try Driver.trial(
                words + builds.map(\.path),
                user: setting.user,
                variables: ["TMPDIR": place.path],
                directory: place.path
            )
        }
        try #require(lines.count == builds.count + 1)
        for (build, line) in zip(builds, lines) {
            check(build.outcome, line, setting, "\(build.path): \(line.canonicalJSON)")
        }
        let calls = try #require(lines.last?["neighbour_calls"]?.int64)
        #expect((calls > 0) == (setting.neighbours > 0))
    }

    /// A folder of the host's own with one file, `kept`: its current directory, and where its temporary files go.
    private static func place(of user: UInt32?) throws -> Folder {
        let place = try Folder()
        let file = try place.write("kept", "as it is")
        if let user { for path in [place.path, file] { try #require(chown(path, user, user) == 0) } }
        return place
    }

    private func check(_ outcome: BrokenPlugin.Outcome, _ line: Value, _ setting: Setting, _ comment: Comment) {
        let code = line["code"]?.string ?? ""
        switch outcome {
        case .refused(let codes):
            #expect(line["stage"] == "load", comment)
            #expect(codes.contains(code), comment)
        case .failed(let codes):
            #expect(line["stage"] == "call", comment)
            #expect(codes.contains(code), comment)
        case .answers(let isRecycled):
            #expect(line["stage"] == "answer", comment)
            #expect(line["possible"]?.int64 ?? 0 == 0, comment)
            if line["possible"]?.int64 != nil { #expect(line["is_other_worker"]?.bool == isRecycled, comment) }
        }
        let limit = Int64((550 + 1000) * Sanitizer.patience)
        // The answer is due 250 ms after the limit of 300 ms; the rest is for a machine that is busy otherwise.
        if line["stage"] != "load" { #expect(line["ms"]?.int64 ?? .max < limit, comment) }
        #expect(line["good"] == true, comment)
        #expect(line["is_unchanged"] == true, comment)
        guard setting.neighbours == 0 else { return }
        #expect(line["more_descriptors"] == 0, comment)
        #expect(line["more_children"] == 0, comment)
    }
}
