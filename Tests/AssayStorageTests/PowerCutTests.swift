import AssayCore
import AssayStatistics
import AssayStorage
import Foundation
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
        var disk = Disk()
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

/// Files as they are written, and as they may be after a power cut.
///
/// What was synced is there. Of the rest, each piece of 512 bytes of each write is there or not, whatever came first.
/// That a file exists, or is gone, is there at once: SQLite syncs the directory where it matters.
private struct Disk {
    private var files: [String: File] = [:]

    private struct File {
        var synced = Data()
        var pending: [FaultShim.Operation] = []
    }

    mutating func perform(_ operation: FaultShim.Operation) {
        switch operation.kind {
        case "s":
            let file = files[operation.path] ?? File()
            files[operation.path] = File(synced: Self.contents(file))
        case "u": files[operation.path] = nil
        case "r": files[operation.path] = files.removeValue(forKey: String(decoding: operation.bytes, as: UTF8.self))
        default: files[operation.path, default: File()].pending.append(operation)
        }
    }

    /// A file as a program sees it.
    func written(_ path: String) -> Data { files[path].map(Self.contents) ?? Data() }

    func afterCut(survival: Double, using random: inout SplitMix64) -> [String: Data] {
        var disk: [String: Data] = [:]
        for path in files.keys.sorted() {
            guard let file = files[path] else { continue }
            var data = file.synced
            for operation in file.pending { Self.apply(operation, survival, to: &data, using: &random) }
            disk[path] = data
        }
        return disk
    }

    private static func contents(_ file: File) -> Data {
        var data = file.synced
        var random = SplitMix64(seed: 0)
        for operation in file.pending { apply(operation, 1, to: &data, using: &random) }
        return data
    }

    private static func apply(
        _ operation: FaultShim.Operation,
        _ survival: Double,
        to data: inout Data,
        using random: inout SplitMix64
    ) {
        func survives() -> Bool { Double(random.next() >> 11) / 9_007_199_254_740_992 < survival }
        if operation.kind == "t" {
            if survives() { resize(&data, to: operation.length) }
            return
        }
        for start in stride(from: 0, to: operation.bytes.count, by: 512) where survives() {
            let piece = operation.bytes[start..<min(start + 512, operation.bytes.count)]
            let place = operation.offset + start
            if data.count < place + piece.count { resize(&data, to: place + piece.count) }
            data.replaceSubrange(place..<place + piece.count, with: piece)
        }
    }

    private static func resize(_ data: inout Data, to count: Int) {
        if data.count > count { data.removeLast(data.count - count) }
        data.append(Data(count: max(0, count - data.count)))
    }
}
