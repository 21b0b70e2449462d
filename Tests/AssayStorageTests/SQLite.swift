import Foundation
import Testing

/// The database's own shell, as another program on the same file.
enum SQLite {
    static func run(_ sql: String, in path: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])", path, sql,
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}

/// The helper program of these tests, beside the test bundle.
enum Driver {
    static func start(_ arguments: [String]) throws -> Process {
        let bundles = CommandLine.arguments.filter { $0.contains(".xctest") }
        let program =
            bundles.first.map { URL(filePath: $0).deletingLastPathComponent() }
            ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let process = Process()
        process.executableURL = program.appending(path: "StoreDriver")
        process.arguments = arguments
        try process.run()
        return process
    }

    static func lines(_ path: String) -> [String] {
        ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }
}
