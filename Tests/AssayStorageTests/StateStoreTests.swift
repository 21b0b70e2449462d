import AssayCore
import AssayStorage
import AssayTesting
import Foundation
import Testing

@Suite("A state store in a SQLite file")
struct StateStoreTests {
    @Test("It keeps every rule a store must keep")
    func conformance() async throws {
        let folder = try Folder()
        let checks = await StoreConformance.check { clock in
            try await SQLiteStateStore(path: folder.file("\(UUID()).db"), clock: clock)
        }
        #expect(checks.count > 10)
        for check in checks { #expect(check.problems == [], "\(check.name)") }
    }

    @Test("What was recorded is there when the file is opened again")
    func reopened() async throws {
        let folder = try Folder()
        let claim = IdempotencyClaim(key: "k", fingerprint: "f", owner: "o", lease: .seconds(3600), isRepeatable: false)
        do {
            let store = try await SQLiteStateStore(path: folder.file("state.db"))
            guard case .claimed(let token) = try await store.claim(claim) else {
                Issue.record("a free key must be granted")
                return
            }
            try await store.complete("k", token: token, result: [0, 255, 7], ttl: .seconds(60))
        }
        let again = try await SQLiteStateStore(path: folder.file("state.db"))
        #expect(try await again.claim(claim) == .finished(result: [0, 255, 7]))
    }

    @Test("A closed store refuses everything, and leaves one file that has it all")
    func closed() async throws {
        let folder = try Folder()
        let store = try await SQLiteStateStore(path: folder.file("state.db"))
        let claim = IdempotencyClaim(
            key: "k",
            fingerprint: "f",
            owner: "o",
            lease: .seconds(36_000),
            isRepeatable: true
        )
        _ = try await store.claim(claim)
        await store.close()
        let error = await #expect(throws: AssayError.self) { try await store.claim(claim) }
        #expect(error?.code == .storeFailed)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["state.db"])
        let again = try await SQLiteStateStore(path: folder.file("state.db"))
        guard case .inFlight = try await again.claim(claim) else {
            Issue.record("the claim must still be held")
            return
        }
    }

    @Test("The file and those beside it are the owner's alone, and so is a directory made for it")
    func modes() async throws {
        let folder = try Folder()
        let store = try await SQLiteStateStore(path: folder.file("made/for/state.db"))
        try await store.purge(limit: 1)
        #expect(try folder.mode("made/for") == 0o700)
        for name in ["state.db", "state.db-wal", "state.db-shm"] {
            #expect(try folder.mode("made/for/\(name)") == 0o600, "\(name)")
        }
    }

    @Test("Keys and texts of every kind come back as they were")
    func hostileTexts() async throws {
        let folder = try Folder()
        let store = try await SQLiteStateStore(path: folder.file("state.db"))
        for key in ["'; DROP TABLE keys; --", "ключ 🔑", "\"", "%_\\", " ", "e\u{301}", "é"] {
            let claim = IdempotencyClaim(
                key: key,
                fingerprint: key,
                owner: key,
                lease: .seconds(3600),
                isRepeatable: true
            )
            guard case .claimed = try await store.claim(claim) else {
                Issue.record("\(key) must be free")
                continue
            }
            guard case .inFlight(let owner, _) = try await store.claim(claim) else {
                Issue.record("\(key) must be held")
                continue
            }
            #expect(owner == key)
        }
    }

    @Test(
        "The default path follows the environment",
        arguments: [
            (["ASSAY_STORE": "/s.db", "HOME": "/h"], "/s.db"),
            (["XDG_STATE_HOME": "/x", "HOME": "/h"], "/x/assay/state.db"),
            (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/assay/state.db"), (["HOME": ""], nil),
        ] as [([String: String], String?)]
    )
    func defaultPath(environment: [String: String], path: String?) {
        #expect(SQLiteStateStore.defaultPath(environment: environment) == path)
    }
}

@Suite("Files a state store cannot use")
struct UnusableFileTests {
    private static func error(_ path: String) async -> AssayError? {
        do throws(AssayError) {
            _ = try await SQLiteStateStore(path: path)
            return nil
        } catch {
            return error
        }
    }

    @Test("Text, and a file cut in the middle, are refused by name, and stay as they are")
    func garbage() async throws {
        let folder = try Folder()
        let text = Data("this is no database, and long enough to look like one if nobody reads it".utf8)
        try text.write(to: URL(filePath: folder.file("notes.txt")))
        let error = await Self.error(folder.file("notes.txt"))
        #expect(error?.code == .storeFailed)
        #expect(error?.message.contains("notes.txt is not a database") == true)
        #expect(try Data(contentsOf: URL(filePath: folder.file("notes.txt"))) == text)
    }

    @Test("A database of another program is left alone")
    func foreign() async throws {
        let folder = try Folder()
        try SQLite.run("CREATE TABLE mine (x); INSERT INTO mine VALUES (1);", in: folder.file("other.db"))
        let error = await Self.error(folder.file("other.db"))
        #expect(error?.message.hasSuffix("is a database of another program") == true)
        try SQLite.run("PRAGMA user_version = 3; PRAGMA application_id = 5;", in: folder.file("third.db"))
        #expect(await Self.error(folder.file("third.db"))?.message.hasSuffix("of another program") == true)
    }

    @Test("A store of a newer program is refused, and says what to do")
    func newer() async throws {
        let folder = try Folder()
        _ = try await SQLiteStateStore(path: folder.file("state.db"))
        try SQLite.run("PRAGMA user_version = 99;", in: folder.file("state.db"))
        let error = await Self.error(folder.file("state.db"))
        #expect(error?.code == .storeNewer)
        #expect(error?.message.contains("format 99, this one knows 4") == true)
    }

    @Test("A directory, a symbolic link and a place that cannot be made are refused")
    func places() async throws {
        let folder = try Folder()
        #expect(await Self.error(folder.path)?.code == .storeFailed)
        try Data().write(to: URL(filePath: folder.file("real.db")))
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link.db"),
            withDestinationPath: folder.file("real.db")
        )
        #expect(await Self.error(folder.file("link.db"))?.code == .storeFailed)
        #expect(await Self.error("/proc/nowhere/state.db")?.code == .storeFailed)
    }

    @Test("A damaged page is told when it is met")
    func damaged() async throws {
        let folder = try Folder()
        let path = folder.file("state.db")
        do {
            let store = try await SQLiteStateStore(path: path)
            try await store.purge(limit: 1)
        }
        try SQLite.run("PRAGMA wal_checkpoint(TRUNCATE);", in: path)
        let handle = try FileHandle(forUpdating: URL(filePath: path))
        try handle.seek(toOffset: 100)
        try handle.write(contentsOf: Data(repeating: 0xAB, count: 8000))
        try handle.close()
        #expect(await Self.error(path)?.code == .storeFailed)
    }
}
