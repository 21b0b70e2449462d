import AssayCore
import AssayStorage
import AssayTesting
import Foundation
import Testing

@Suite("A cache of answers in a SQLite file")
struct ResponseCacheTests {
    @Test("It keeps every rule a cache must keep, as its twin in memory does", arguments: [true, false])
    func conformance(isFile: Bool) async throws {
        let folder = try Folder()
        let checks = await CacheConformance.check { clock in
            guard isFile else { return InMemoryResponseCache(timeToLive: .seconds(60), clock: clock) }
            let path = folder.file("\(UUID()).db")
            return try await SQLiteResponseCache(path: path, timeToLive: .seconds(60), clock: clock)
        }
        #expect(checks.count >= 4)
        for check in checks { #expect(check.problems == [], "\(check.name)") }
    }

    @Test("An answer is there for another process, for its own time or the reader's, whichever is shorter")
    func lifetimes() async throws {
        let folder = try Folder()
        let clock = ManualClock()
        func open(_ seconds: Int) async throws -> SQLiteResponseCache {
            let wall = WallClock { 1_000_000 + clock.now.offset.wholeMilliseconds }
            return try await SQLiteResponseCache(path: folder.file("c.db"), timeToLive: .seconds(seconds), clock: wall)
        }
        try await open(100).keep("long", for: "a")
        try await open(10).keep("short", for: "b")
        clock.advance(by: .seconds(9))
        for lifetime in [10, 100] {
            #expect(try await open(lifetime).response(for: "a") == "long")
            #expect(try await open(lifetime).response(for: "b") == "short")
        }
        clock.advance(by: .seconds(2))
        #expect(try await open(100).response(for: "a") == "long")
        #expect(try await open(10).response(for: "a") == nil, "older than this reader takes")
        #expect(try await open(100).response(for: "b") == nil, "kept for ten seconds only")
    }

    @Test("Expired answers are removed some at a time, and no others")
    func purging() async throws {
        let folder = try Folder()
        let clock = ManualClock()
        let wall = WallClock { 1_000_000 + clock.now.offset.wholeMilliseconds }
        let cache = try await SQLiteResponseCache(path: folder.file("c.db"), timeToLive: .seconds(10), clock: wall)
        for number in 0..<100 { try await cache.keep(1, for: "\(number)") }
        clock.advance(by: .seconds(10))
        #expect(try await cache.purge(limit: 5) == 5)
        #expect(try await cache.purge(limit: 0) == 0)
        // An answer that is kept takes at most 32 expired ones with it.
        try await cache.keep(2, for: "new")
        #expect(try await cache.purge(limit: 1000) == 63)
        #expect(try await cache.purge(limit: 1000) == 0)
        #expect(try await cache.response(for: "new") == 2)
    }

    @Test("The file is its owner's alone, and a file of another kind is refused, which stays as it is")
    func files() async throws {
        let folder = try Folder()
        let cache = try await SQLiteResponseCache(path: folder.file("made/c.db"))
        try await cache.keep(1, for: "k")
        #expect(try folder.mode("made/c.db") == 0o600)
        await cache.close()
        let asStore = await #expect(throws: AssayError.self) {
            _ = try await SQLiteStateStore(path: folder.file("made/c.db"))
        }
        #expect(asStore?.message.contains("is a cache of answers of Assay; name another file") == true)
        _ = try await SQLiteStateStore(path: folder.file("s.db"))
        let asCache = await #expect(throws: AssayError.self) {
            _ = try await SQLiteResponseCache(path: folder.file("s.db"))
        }
        #expect(asCache?.message.contains("is a run store of Assay") == true)
        let closed = await #expect(throws: AssayError.self) { try await cache.response(for: "k") }
        #expect(closed?.code == .storeFailed)
    }
}
