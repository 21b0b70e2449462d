import Foundation
import TestSupport
import Testing

@Suite("What programs export")
struct ExportTests {
    /// What the linker adds by itself.
    private static let linkerSymbols: Set = ["__bss_start", "_edata", "_end"]

    @Test(
        "No function or variable that a plugin's own could be bound to (P5)",
        .disabled(if: Sanitizer.current != nil, "a sanitizer's program exports its own names"),
        arguments: ["assay", "assay-worker"]
    )
    func nothing(program: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["nm", "-D", "--defined-only", "--format=posix", try Package.product(program)]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let lines = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let names = Set(lines.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) })
        #expect(names.subtracting(Self.linkerSymbols) == [])
    }
}
