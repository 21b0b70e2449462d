import Foundation
import TestSupport

/// The helper program of these tests, beside the test bundle.
enum Driver {
    /// How a process ended.
    struct Ending: Sendable {
        let reason: Process.TerminationReason
        let status: Int32
        let errors: String
    }

    static func start(_ arguments: [String]) throws -> Process {
        let process = try process(arguments)
        try process.run()
        return process
    }

    /// Runs the program to its end, apart from the pool that tests run on.
    static func run(_ arguments: [String], _ environment: [String: String] = [:]) async throws -> Ending {
        let process = try process(arguments)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.environment?["SWIFT_BACKTRACE"] = "enable=no"
        let errors = Pipe()
        process.standardError = errors
        return try await onThread {
            try process.run()
            let said = errors.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return Ending(
                reason: process.terminationReason,
                status: process.terminationStatus,
                errors: String(decoding: said, as: UTF8.self)
            )
        }
    }

    static let program: URL = {
        let bundles = CommandLine.arguments.filter { $0.contains(".xctest") }
        let folder =
            bundles.first.map { URL(filePath: $0).deletingLastPathComponent() }
            ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        return folder.appending(path: "StoreDriver")
    }()

    private static func process(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        return process
    }

    /// Waits for what another process does, on a thread of its own: beside a busy pool the process would go on for minutes.
    static func wait(until isMet: @escaping @Sendable () throws -> Bool) async throws {
        try await onThread { while try !isMet() { usleep(500) } }
    }

    static func lines(_ path: String) -> [String] {
        ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }
}
