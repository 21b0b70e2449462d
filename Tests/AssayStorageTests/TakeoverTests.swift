import AssayCore
import AssayStorage
import Foundation
import TestSupport
import Testing

@Suite("Runs of processes that died", .serialized)
struct TakeoverTests {
    /// A run whose process was killed after it had recorded something.
    private func killed(_ path: String) async throws -> String {
        let before = Driver.lines(path + ".log").count
        let process = try Driver.start(["record", path])
        try await Driver.wait { Driver.lines(path + ".log").count >= before + 3 }
        let id = "run-\(process.processIdentifier)"
        // While it lives, nobody takes its run over or away.
        let store = try await SQLiteStateStore(path: path)
        await #expect(throws: AssayError.runGoesOn) { try await store.resume(id) }
        await #expect(throws: AssayError.runGoesOn) { try await store.delete(id) }
        kill(process.processIdentifier, SIGKILL)
        try await onThread { process.waitUntilExit() }
        return id
    }

    @Test("Of many who take over one run, one gets it, and not before its process is dead")
    func oneTakesOver() async throws {
        let folder = try Folder()
        let path = folder.file("state.db")
        let id = try await killed(path)
        var stores: [SQLiteStateStore] = []
        for _ in 0..<8 { stores.append(try await SQLiteStateStore(path: path)) }
        let taken = await withTaskGroup(of: StoredRun?.self) { group in
            for store in stores { group.addTask { try? await store.resume(id) } }
            return await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        #expect(taken.count == 1)
        #expect((taken.first?.replicates.count ?? 0) >= 2)
    }

    @Test("A run can be deleted once its process is dead, and not while another process finishes it")
    func deleted() async throws {
        let folder = try Folder()
        let path = folder.file("state.db")
        let (first, second) = try await (killed(path), killed(path))
        let store = try await SQLiteStateStore(path: path)
        #expect(try await store.delete(first))
        _ = try await store.resume(second)
        await #expect(throws: AssayError.runGoesOn) { try await store.delete(second) }
        #expect(try await store.runs(limit: 9, earlierThan: nil).map(\.id) == [second])
    }

    @Test("A store of the first format is brought up to date, with a copy beside it, and its runs can be taken over")
    func firstFormat() async throws {
        let folder = try Folder()
        let path = folder.file("state.db")
        let id = try await killed(path)
        // The first format had no column for the process, and nothing about models.
        try SQLite.run(
            """
            DROP TABLE outcomes;
            DROP TABLE spending;
            ALTER TABLE runs DROP COLUMN process;
            ALTER TABLE keys DROP COLUMN process;
            ALTER TABLE keys DROP COLUMN run;
            PRAGMA user_version = 1;
            """,
            in: path
        )
        let store = try await SQLiteStateStore(path: path)
        try await store.checkIntegrity()
        #expect(FileManager.default.fileExists(atPath: path + ".v1"))
        #expect(try await store.resume(id).replicates.count >= 2)
        await #expect(throws: AssayError.runGoesOn) { try await store.resume(id) }
    }
}
