import AssayCore
import AssayStorage
import Foundation
import TestSupport
import Testing

@Suite("Stores whose last process died", .serialized)
struct UncleanEndTests {
    private let folder: Folder
    private var path: String { folder.file("state.db") }

    init() throws { folder = try Folder() }

    /// A store with one large run, of which some pages in the middle are overwritten.
    private func damagedStore() async throws {
        let store = try await SQLiteStateStore(path: path)
        try await store.begin(Samples.plan("large"))
        let filler = Value.string(String(repeating: "x", count: 3000))
        for index in 0..<200 {
            try await store.record([Replicate(index: index, seed: 1, data: ["filler": filler])], of: "large")
        }
        await store.close()
        let file = try FileHandle(forUpdating: URL(filePath: path))
        let pages = try file.seekToEnd() / 4096
        #expect(pages > 100)
        try file.seek(toOffset: pages / 2 * 4096)
        try file.write(contentsOf: Data(repeating: 0xAB, count: 8 * 4096))
        try file.close()
    }

    /// A process that records something and is killed.
    private func killedUser() async throws {
        let process = try Driver.start(["record", path])
        try await Driver.wait { [path] in Driver.lines(path + ".log").count >= 3 }
        kill(process.processIdentifier, SIGKILL)
        try await onThread { process.waitUntilExit() }
        #expect(try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int != 0)
    }

    @Test("After a crash a damaged file is refused, by name and with what to do, and is left as it is (D1)")
    func damaged() async throws {
        try await damagedStore()
        try await killedUser()
        let before = try Data(contentsOf: URL(filePath: path))
        let error = await #expect(throws: AssayError.self) { _ = try await SQLiteStateStore(path: path) }
        #expect(error?.code == .storeFailed)
        #expect(error?.message.hasPrefix("\(path) is damaged: move it away") == true)
        #expect(error?.message.contains("bring back a copy") == true)
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        #expect(FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test("After a clean end nothing is looked through, so opening is quick whatever the size; asking finds it (D1)")
    func cleanEnd() async throws {
        try await damagedStore()
        let store = try await SQLiteStateStore(path: path)
        let error = await #expect(throws: AssayError.self) { try await store.checkIntegrity() }
        #expect(error?.message.hasPrefix("\(path) is damaged: ") == true)
    }

    @Test("Who comes while another process uses the file is let in without a search (D1)")
    func livingUser() async throws {
        try await damagedStore()
        let process = try Driver.start(["record", path])
        defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        try await Driver.wait { [path] in Driver.lines(path + ".log").count >= 3 }
        let store = try await SQLiteStateStore(path: path)
        #expect(try await store.runs(limit: 1, earlierThan: nil).map(\.id) != ["large"])
        kill(process.processIdentifier, SIGKILL)
        try await onThread { process.waitUntilExit() }
        // This process still has it open, so it has not been left.
        let second = try await SQLiteStateStore(path: path)
        #expect(try await store.runs(limit: 1, earlierThan: nil) == second.runs(limit: 1, earlierThan: nil))
    }

    @Test("A sound file is opened after a crash, with all that was acknowledged (D1)")
    func sound() async throws {
        try await killedUser()
        let reported = Driver.lines(path + ".log").count - 1
        let store = try await SQLiteStateStore(path: path)
        let run = try #require(try await store.runs(limit: 1, earlierThan: nil).first)
        #expect(run.replicates >= reported)
    }

    @Test("A file opened twice here keeps its locks: a process that comes and goes does not take its log away (D4)")
    func locks() async throws {
        let first = try await SQLiteStateStore(path: path)
        try await first.begin(Samples.plan("before"))
        let second = try await SQLiteStateStore(path: path)
        #expect(try await Driver.run(["open", path]).status == 0)
        #expect(FileManager.default.fileExists(atPath: path + "-wal"))
        try await first.begin(Samples.plan("after"))
        await first.close()
        await second.close()
        let again = try await SQLiteStateStore(path: path)
        #expect(try await again.runs(limit: 9, earlierThan: nil).map(\.id) == ["after", "before"])
    }
}
