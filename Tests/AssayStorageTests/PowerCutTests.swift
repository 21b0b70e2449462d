import AssayCore
import AssayStatistics
import AssayStorage
import Foundation
import TestSupport
import Testing

@Suite("Power cuts", .serialized)
struct PowerCutTests {
    private static let isSoak = ProcessInfo.processInfo.environment["ASSAY_SOAK"] == "1"

    @Test("After a power cut at any moment, whatever was not synced, the store is sound and has what it promised (B17)")
    func everyMoment() async throws {
        let folder = try Folder()
        let path = folder.file("state.db")
        let log = folder.file("operations")
        let ended = try await Driver.run(["run", path], FaultShim.environment(path, log: log))
        #expect(ended.status == 0, "\(ended.errors)")
        let operations = try FaultShim.operations(log)
        #expect(operations.contains { $0.kind == "s" } && operations.contains { $0.path.hasSuffix("-wal") })
        var random = SplitMix64(seed: 17)
        // Of each moment: nothing unsynced survives, everything does, or some of it, torn and out of order.
        let rounds = Self.isSoak ? 10_000 / max(1, operations.count) : 1
        for moment in stride(from: 0, through: operations.count, by: Self.isSoak ? 1 : 3) {
            for survival in [0, 1] + Array(repeating: 0.5, count: rounds) {
                try await cut(operations.prefix(moment), survival, from: path, &random)
            }
        }
    }

    private func cut(
        _ operations: ArraySlice<FaultShim.Operation>,
        _ survival: Double,
        from path: String,
        _ random: inout SplitMix64
    ) async throws {
        // SQLite syncs the directory where it matters.
        var disk = PowerCutDisk(names: .atOnce)
        for operation in operations { disk.perform(operation) }
        let folder = try Folder()
        for (name, bytes) in disk.afterCut(survival: survival, using: &random) {
            // The index of the log lies in memory; the log of what was acknowledged is the test's own.
            guard !name.hasSuffix("-shm"), !name.hasSuffix(".log") else { continue }
            try bytes.write(to: URL(filePath: folder.file("state.db" + name.dropFirst(path.count))))
        }
        let label: Comment = "after \(operations.count) operations, survival \(survival)"
        let store = try await SQLiteStateStore(path: folder.file("state.db"))
        try await store.checkIntegrity()
        let said = String(decoding: disk.written(path + ".log"), as: UTF8.self)
        let acknowledged = Acknowledged(said.split(separator: "\n").map(String.init))
        try acknowledged.check(try await store.storedRuns(), label)
    }
}
