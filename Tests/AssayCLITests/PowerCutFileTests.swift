import AssayCore
import Foundation
import TestSupport
import Testing

@Suite("Files after a power cut")
struct PowerCutFileTests {
    private static let run = "assay run kmeans --request @Examples/Requests/kmeans.json"

    /// Writes `results/file` over an old one, and hands over what the process did there.
    private func operations(_ command: String, in place: Workplace) async throws -> [FaultShim.Operation] {
        let folder = try place.folder.folder("results")
        try place.folder.write("results/file", "old")
        let log = place.folder.file("operations")
        let result = try await place.shell(FaultShim.command(command, folder, log: log))
        #expect(result.code == 0, "\(result.errors)")
        return try FaultShim.operations(log)
    }

    @Test(
        "At any moment of writing a file, whatever was not synced, the old one or the new one is there and whole (D8, B17)",
        arguments: [
            "\(run) --out results/file", "\(run) --k 400 --stop never --out results/file",
            "assay foreign draft libm.so.6 pow -o results/file",
        ]
    )
    func everyMoment(command: String) async throws {
        let place = try Workplace()
        let operations = try await operations(command, in: place)
        #expect(operations.contains { $0.kind == "r" } && operations.contains { $0.kind == "s" })
        let path = place.folder.file("results/file")
        let new = try Data(contentsOf: URL(filePath: path))
        let old = Data("old".utf8)
        #expect(new != old)
        var random = SystemRandomNumberGenerator()
        var disk = PowerCutDisk(names: .whenSynced)
        disk.add(path, old)
        for operation in operations {
            disk.perform(operation)
            for survival in [0, 0.3, 0.5, 0.7, 1] {
                let left = disk.afterCut(survival: survival, using: &random)[path]
                #expect(left == old || left == new, "after \(operation.kind) of \(operation.path)")
            }
        }
        // The command has ended well, so what it wrote is there for good.
        for survival in [0, 0.5, 1] { #expect(disk.afterCut(survival: survival, using: &random) == [path: new]) }
    }
}
