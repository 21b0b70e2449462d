import AssayCore
import AssayStorage
import AssayTesting
import Foundation
import Testing

@Suite("What models did, in a SQLite file")
struct ModelHistoryTests {
    private static func outcome(_ model: String, latencyMS: Int64 = 10) -> ModelOutcome {
        ModelOutcome(model: model, task: "t", isSuccess: true, latencyMS: latencyMS, costUSD: 0.5)
    }

    @Test("It keeps every rule a history must keep")
    func conformance() async throws {
        let folder = try Folder()
        let checks = await HistoryConformance.check { clock in
            SQLiteModelHistory(try await SQLiteStateStore(path: folder.file("\(UUID()).db"), clock: clock))
        }
        #expect(checks.count >= 7)
        for check in checks { #expect(check.problems == [], "\(check.name)") }
    }

    @Test("What was recorded is there when the file is opened again, and scopes know nothing of each other")
    func reopened() async throws {
        let folder = try Folder()
        do {
            let store = try await SQLiteStateStore(path: folder.file("s.db"))
            try await SQLiteModelHistory(store).record(Self.outcome("a"))
            try await SQLiteModelHistory(store, scope: "ways").record(Self.outcome("balanced"))
            await store.close()
        }
        let store = try await SQLiteStateStore(path: folder.file("s.db"))
        #expect(try await SQLiteModelHistory(store).totals(for: "t").keys.sorted() == ["a"])
        let ways = SQLiteModelHistory(store, scope: "ways")
        #expect(try await ways.totals(for: "t").keys.sorted() == ["balanced"])
        #expect(try await ways.spentUSD(inLast: .seconds(3600)) == 0.5)
    }

    @Test("Several connections to one file count every call")
    func connections() async throws {
        let folder = try Folder()
        let path = folder.file("s.db")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let history = SQLiteModelHistory(try await SQLiteStateStore(path: path))
                    for _ in 0..<25 { try await history.record(Self.outcome("a")) }
                }
            }
            try await group.waitForAll()
        }
        let history = SQLiteModelHistory(try await SQLiteStateStore(path: path))
        #expect(try await history.totals(for: "t")["a"]?.attempts == 100)
    }

    @Test("A store of the second format is brought up to date, with a copy beside it")
    func migration() async throws {
        let folder = try Folder()
        let path = folder.file("s.db")
        await (try await SQLiteStateStore(path: path)).close()
        try SQLite.run(
            """
            DROP TABLE outcomes;
            DROP TABLE spending;
            ALTER TABLE keys DROP COLUMN run;
            PRAGMA user_version = 2;
            """,
            in: path
        )
        let history = SQLiteModelHistory(try await SQLiteStateStore(path: path))
        try await history.record(Self.outcome("a"))
        #expect(try await history.totals(for: "t")["a"]?.attempts == 1)
        #expect(FileManager.default.fileExists(atPath: path + ".v2"))
    }

    @Test("A closed store refuses")
    func closed() async throws {
        let folder = try Folder()
        let store = try await SQLiteStateStore(path: folder.file("s.db"))
        await store.close()
        let error = await #expect(throws: AssayError.self) {
            try await SQLiteModelHistory(store).record(Self.outcome("a"))
        }
        #expect(error?.code == .storeFailed)
    }
}
