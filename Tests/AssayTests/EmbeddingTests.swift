import Foundation
import TestSupport
import Testing

@Suite("The package that embeds Assay", .serialized)
struct EmbeddingTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let scratch = root.appending(path: ".build/embedding")

    /// Builds the package, which `Tests/run.sh` has done already, and runs one of its programs.
    private static func run(_ product: String) async throws -> (code: Int32, lines: [String]) {
        let build = try await shell(
            "swift build --package-path Examples/Embedding --scratch-path .build/embedding >build.log 2>&1"
                .replacing("build.log", with: scratch.path + ".log")
        )
        guard build.code == 0 else { return build }
        return try await shell("exec .build/embedding/debug/\(product)")
    }

    private static func shell(_ line: String) async throws -> (code: Int32, lines: [String]) {
        try await onThread { try blockingShell(line) }
    }

    private static func blockingShell(_ line: String) throws -> (code: Int32, lines: [String]) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = root
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
        )
    }

    @Test("A tool, a plugin, a C function and the planner work in a program of one's own")
    func embedding() async throws {
        let (code, lines) = try await Self.run("Embedding")
        #expect(code == 0)
        // Replicates answer in any order.
        #expect(Set(lines.prefix(8)) == Set((1...8).map { "  r\($0) answered" }))
        #expect(lines.dropFirst(8).first == "  complete with 8 replicates")
        #expect(lines.contains { $0.hasPrefix(#"pi: {"pi":3.14"#) })
        #expect(lines.contains { $0.hasPrefix(#"2^10: {"value":1024}, complete"#) })
        #expect(lines.contains { $0.hasPrefix("dice: ") })
        #expect(lines.contains { $0.hasPrefix("planned: dice, because ") })
    }

    @Test("The complete example of the Python SDK runs, and prints the cost that broke there (S3-27)")
    func complete() async throws {
        let (code, lines) = try await Self.run("CompleteExample")
        #expect(code == 0)
        #expect(lines.contains(#"Consensus: {"trend":"rising"}"#))
        #expect(lines.contains("event: bundle_ready"))
        #expect(lines.last == "Cost: $0.084")
    }
}
