public import Foundation

/// The preloaded library that breaks and logs writes; see `Tests/FaultShim`.
public enum FaultShim {
    /// What goes wrong.
    public enum Kind: String, CaseIterable, Sendable {
        case kill, tear, full, io, tight, statement

        /// Those that break writes for good.
        public static let writes: [Kind] = [.kill, .tear, .full, .io]

        /// Whether the process goes on after the operation that breaks.
        public var isSurvived: Bool { self == .full || self == .io || self == .tight }
    }

    /// One write, sync, truncation, removal or renaming of a file.
    public struct Operation: Sendable {
        /// `w` for a write, `s` for a sync, `t` for a truncation, `u` for a removal, `r` for a renaming, `q` for a statement.
        public let kind: Character
        /// The file; of a renaming, its new path.
        public let path: String
        /// Where it was written.
        public let offset: Int
        /// Of a truncation, the new length.
        public let length: Int
        /// What was written; of a renaming, the old path.
        public let bytes: Data
    }

    /// The environment of a process whose writes to a store and its log are broken or logged.
    public static func environment(
        _ path: String,
        kind: Kind? = nil,
        at place: Int? = nil,
        log: String? = nil
    ) throws -> [String: String] {
        var environment = ["LD_PRELOAD": try library.get(), "ASSAY_FAULT_PATH": path]
        environment["ASSAY_FAULT_KIND"] = kind?.rawValue
        environment["ASSAY_FAULT_AT"] = place.map { "\($0)" }
        environment["ASSAY_FAULT_LOG"] = log
        return environment
    }

    /// A command for the shell whose writes are broken or logged, as ``environment(_:kind:at:log:)`` says.
    public static func command(
        _ command: String,
        _ path: String,
        kind: Kind? = nil,
        at place: Int? = nil,
        log: String? = nil
    ) throws -> String {
        let words = try environment(path, kind: kind, at: place, log: log).map { "\($0)='\($1)'" }
        return "exec env \(words.joined(separator: " ")) \(command)"
    }

    private static let library = Result<String, any Error> {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [root.appending(path: "FaultShim/build.sh").path()]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return root.deletingLastPathComponent().appending(path: ".build/fault_shim.so").path()
    }

    /// At how many places a process can be cut in this way, from what it did.
    public static func places(_ log: String, for kind: Kind) throws -> Int {
        try operations(log).count { kind == .statement ? $0.kind == "q" : !$0.path.hasSuffix(".log") }
    }

    /// What a process did to the files, in order.
    public static func operations(_ path: String) throws -> [Operation] {
        var rest = try Data(contentsOf: URL(filePath: path))[...]
        func take(_ count: Int) -> Data {
            defer { rest = rest.dropFirst(count) }
            return Data(rest.prefix(count))
        }
        func number(_ bytes: Int) -> Int { take(bytes).reversed().reduce(0) { $0 << 8 | Int($1) } }
        var operations: [Operation] = []
        while !rest.isEmpty {
            let kind = Character(UnicodeScalar(UInt8(number(4))))
            let nameLength = number(4)
            let (offset, length) = (number(8), number(8))
            let name = String(decoding: take(nameLength), as: UTF8.self)
            let bytes = "wr".contains(kind) ? take(length) : Data()
            operations.append(Operation(kind: kind, path: name, offset: offset, length: length, bytes: bytes))
        }
        return operations
    }
}
