public import AssayCore

/// Checks that a cache of answers keeps the rules its users rely on.
///
/// Use it in the tests of a cache, and expect every check to have no problems.
public enum CacheConformance {
    /// Runs all checks, each on a cache of its own.
    ///
    /// - Parameter makeCache: Makes an empty cache that reads the given clock and keeps answers for 60 seconds.
    /// - Returns: what each check found.
    public static func check(
        _ makeCache: @Sendable (WallClock) async throws -> any ResponseCache
    ) async -> [StoreConformance.Check] {
        await StoreConformance.check(rules, makeCache)
    }

    private static let rules: [ConformanceRule<any ResponseCache>] = [
        ConformanceRule("an answer comes back as it was, under its own key only") { cache, trial in
            let answer: Value = [
                "text": "ä\n\u{0}🌲'", "numbers": [0, -0.5, 1e300, .integer(.max)], "nothing": nil, "empty": [:],
            ]
            try await cache.keep(answer, for: "k'")
            trial.require(try await cache.response(for: "k'") == answer, "the answer must come back")
            for key in ["k", "K'", ""] {
                trial.require(try await cache.response(for: key) == nil, "nothing is kept under \(key)")
            }
        },
        ConformanceRule("an answer is used until its time is over, and not a millisecond longer") { cache, trial in
            try await cache.keep(1, for: "k")
            trial.clock.advance(by: .milliseconds(59_999))
            trial.require(try await cache.response(for: "k") == 1, "it must still be there")
            trial.clock.advance(by: .milliseconds(1))
            trial.require(try await cache.response(for: "k") == nil, "its time is over")
        },
        ConformanceRule("an answer takes the place of an earlier one, and its time begins anew") { cache, trial in
            try await cache.keep(1, for: "k")
            trial.clock.advance(by: .seconds(50))
            try await cache.keep(2, for: "k")
            trial.clock.advance(by: .seconds(50))
            trial.require(try await cache.response(for: "k") == 2, "the later answer must be there")
        },
        ConformanceRule("answers that are kept at the same time are all there") { cache, trial in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 { group.addTask { try await cache.keep(Value(number), for: "k\(number)") } }
                try await group.waitForAll()
            }
            for number in 0..<40 {
                trial.require(try await cache.response(for: "k\(number)") == Value(number), "\(number) must be there")
            }
        },
    ]
}
