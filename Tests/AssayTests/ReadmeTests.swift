import Assay
import Foundation
import TestSupport
import Testing

@Suite("The README", .serialized)
struct ReadmeTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let text = (try? String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)) ?? ""

    /// The contents of the code blocks in a language.
    private static func blocks(_ language: String) -> [String] {
        text.components(separatedBy: "```\(language)\n").dropFirst().map { $0.components(separatedBy: "\n```")[0] }
    }

    /// A folder in which the README's relative paths mean what they mean in the package.
    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-readme-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["Examples", "Sources"] {
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: name),
                withDestinationURL: root.appending(path: name)
            )
        }
        return folder
    }

    /// Runs lines as a person would paste them, with the built `assay` on the path.
    private static func shell(_ lines: String, in folder: URL) async throws -> (code: Int32, output: String) {
        try await onThread { try blockingShell(lines, in: folder) }
    }

    private static func blockingShell(_ lines: String, in folder: URL) throws -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-e", "-u", "-o", "pipefail", "-c", lines]
        process.currentDirectoryURL = folder
        let products = Bundle.main.executableURL?.deletingLastPathComponent().path ?? ""
        process.environment = [
            "PATH": products + ":/usr/bin:/bin", "HOME": folder.path, "LANG": "C.UTF-8",
            "ASAN_OPTIONS": ProcessInfo.processInfo.environment["ASAN_OPTIONS"] ?? "",
        ]
        let output = folder.appending(path: "output-\(UUID().uuidString)")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = FileHandle.standardError
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOf: output, encoding: .utf8))
    }

    @Test("Every command of the guide runs, in order, in one folder")
    func commands() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let blocks = Self.blocks("sh")
        #expect(blocks.count >= 2)
        for block in blocks {
            let (code, output) = try await Self.shell(block, in: folder)
            #expect(code == 0, "\(block)\n\(output)")
        }
    }

    @Test("The output shown is the output printed, but for the time it took")
    func output() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let shown = try #require(Self.blocks("console").first)
        let lines = shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let command = try #require(lines.first)
        let (code, printed) = try await Self.shell(String(command.dropFirst(2)), in: folder)
        func timeless(_ text: String) -> String { text.replacing(/[0-9]+ ms/, with: "N ms") }
        #expect(code == 0)
        #expect(timeless(printed) == timeless(lines.dropFirst().joined(separator: "\n") + "\n"))
    }

    @Test("The Swift shown is the Swift that compiles here, and it runs")
    func swift() async throws {
        let source = try String(
            contentsOf: Self.root.appending(path: "Tests/AssayTests/ReadmeExample.swift"),
            encoding: .utf8
        )
        let pieces = source.components(separatedBy: "// README BEGIN\n").dropFirst()
        #expect(Self.blocks("swift") == pieces.map { $0.components(separatedBy: "\n// README END")[0] })
        #expect(try await clusterIrises().status == .complete)
        let asked = try await askPanel("How many people live in Paris?", keys: [:])
        #expect(asked.outcome == .complete)
        #expect(asked.members.map(\.status) == ["answered", "answered", "answered"])
    }

    @Test("The two commands of the first screen are there to be run")
    func twoCommands() {
        for script in ["Examples/quickstart.sh", "Tests/run.sh", ".ci/run"] {
            #expect(FileManager.default.fileExists(atPath: Self.root.appending(path: script).path))
        }
        #expect(Self.text.prefix(1000).contains("bash Examples/quickstart.sh"))
        #expect(Self.text.prefix(1000).contains("bash Tests/run.sh"))
    }
}
