import AssayCore
import Synchronization
import Testing

@Suite("Answers kept in memory")
struct InMemoryResponseCacheTests {
    @Test("An answer is there until its time is over, counted from when it was last kept")
    func timeToLive() async throws {
        let now = Mutex<Int64>(1000)
        let cache = InMemoryResponseCache(timeToLive: .milliseconds(500), clock: WallClock { now.withLock { $0 } })
        #expect(try await cache.response(for: "a") == nil)
        try await cache.keep(1, for: "a")
        now.withLock { $0 = 1400 }
        try await cache.keep(2, for: "a")
        now.withLock { $0 = 1899 }
        #expect(try await cache.response(for: "a") == 2)
        now.withLock { $0 = 1900 }
        #expect(try await cache.response(for: "a") == nil)
    }

    @Test("When there is no room, what is over goes first, then what was kept first")
    func capacity() async throws {
        let now = Mutex<Int64>(0)
        let cache = InMemoryResponseCache(
            timeToLive: .seconds(1),
            capacity: 2,
            clock: WallClock { now.withLock { $0 } }
        )
        for (key, value) in [("a", 1), ("b", 2), ("c", 3)] as [(String, Value)] {
            try await cache.keep(value, for: key)
        }
        #expect(try await cache.response(for: "a") == nil)
        #expect(try await cache.response(for: "b") == 2)
        now.withLock { $0 = 500 }
        try await cache.keep(4, for: "d")
        now.withLock { $0 = 1000 }
        try await cache.keep(5, for: "e")
        #expect(try await cache.response(for: "d") == 4)
        #expect(try await cache.response(for: "e") == 5)
    }
}
