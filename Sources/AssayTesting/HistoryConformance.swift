public import AssayCore

/// Checks that a history of models keeps the rules routing relies on.
///
/// Use it in the tests of a history, and expect every check to have no problems.
public enum HistoryConformance {
    /// Runs all checks, each on a history of its own.
    ///
    /// - Parameter makeHistory: Makes an empty history that reads the given clock.
    /// - Returns: what each check found.
    public static func check(
        _ makeHistory: @Sendable (WallClock) async throws -> any ModelHistory
    ) async -> [StoreConformance.Check] {
        await StoreConformance.check(rules, makeHistory)
    }

    private static let rules: [ConformanceRule<any ModelHistory>] = [
        ConformanceRule("an empty history knows nothing, and nothing was spent") { history, trial in
            trial.require(try await history.totals(for: "t").isEmpty, "there must be no totals")
            try await trial.requireSpent(0, inLast: .seconds(3600), history)
        },
        ConformanceRule("totals are kept by model and by task") { history, trial in
            let outcomes = [
                outcome("a", latencyMS: 1000, cost: 0.001, tokens: 50), outcome("a", success: false, cost: nil),
                outcome("a", latencyMS: 3000, cost: nil, tokens: nil), outcome("b", latencyMS: 7, cost: 0),
            ]
            for outcome in outcomes { try await history.record(outcome) }
            try await history.record(outcome("a", task: "other", cost: 1))
            let totals = try await history.totals(for: "t")
            var expected = ModelTotals()
            for outcome in outcomes.prefix(3) { expected.add(outcome) }
            trial.require(totals["a"] == expected, "the totals of a must be \(expected); they are \(totals)")
            trial.require(totals["b"]?.attempts == 1, "b must have been asked once")
            let other = try await history.totals(for: "other")
            trial.require(other.keys.sorted() == ["a"] && other["a"]?.attempts == 1, "the tasks must be kept apart")
        },
        ConformanceRule("names and numbers of every kind come back as they were") { history, trial in
            for name in ["", "'; DROP TABLE outcomes; --", "modèle 🌲", "openai/gpt-5"] {
                try await history.record(outcome(name, task: name, latencyMS: .max, cost: 0.1, tokens: .max))
                let totals = try await history.totals(for: name)
                let isKept = totals[name]?.latencyMS == .max && totals[name]?.costUSD == 0.1
                trial.require(isKept && totals[name]?.outputTokens == .max, "\(name) must be kept; there is \(totals)")
            }
        },
        ConformanceRule("the latest calls count, and older ones are forgotten") { history, trial in
            for _ in 0..<5 { try await history.record(outcome("a", success: false)) }
            for _ in 0..<(ModelTotals.window - 2) { try await history.record(outcome("a")) }
            try await history.record(outcome("b"))
            let totals = try await history.totals(for: "t")
            let window = Int64(ModelTotals.window)
            trial.require(totals["a"]?.attempts == window, "\(window) calls must count")
            trial.require(totals["a"]?.successes == window - 2, "two failures must be left")
            trial.require(totals["b"]?.attempts == 1, "other models must not be touched")
        },
        ConformanceRule("what was spent is counted for the time asked, over all tasks") { history, trial in
            try await history.record(outcome("a", cost: 0.25))
            trial.clock.advance(by: .seconds(1800))
            try await history.record(outcome("b", task: "other", cost: 0.5))
            try await trial.requireSpent(0.75, inLast: .seconds(3600), history)
            trial.clock.advance(by: .seconds(1900))
            try await trial.requireSpent(0.5, inLast: .seconds(3600), history)
            trial.clock.advance(by: .seconds(3600))
            try await trial.requireSpent(0, inLast: .seconds(3600), history)
        },
        ConformanceRule("an answer of unknown cost makes the sum unknown, a failure does not") { history, trial in
            try await history.record(outcome("a", success: false, cost: nil))
            try await trial.requireSpent(0, inLast: .seconds(3600), history)
            try await history.record(outcome("a", cost: nil))
            try await trial.requireSpent(nil, inLast: .seconds(3600), history)
            trial.clock.advance(by: .seconds(3700))
            try await trial.requireSpent(0, inLast: .seconds(3600), history)
        },
        ConformanceRule("calls that end at the same time are all counted") { history, trial in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 { group.addTask { try await history.record(outcome("a", cost: 0.5)) } }
                try await group.waitForAll()
            }
            trial.require(try await history.totals(for: "t")["a"]?.attempts == 40, "forty calls must be counted")
            try await trial.requireSpent(20, inLast: .seconds(60), history)
        },
    ]

    private static func outcome(
        _ model: String,
        task: String = "t",
        success: Bool = true,
        latencyMS: Int64 = 10,
        cost: Double? = 0,
        tokens: Int64? = nil
    ) -> ModelOutcome {
        ModelOutcome(
            model: model,
            task: task,
            isSuccess: success,
            latencyMS: latencyMS,
            costUSD: cost,
            outputTokens: tokens
        )
    }
}

extension StoreTrial {
    fileprivate func requireSpent(
        _ expected: Double?,
        inLast period: Duration,
        _ history: any ModelHistory
    ) async throws {
        let spent = try await history.spentUSD(inLast: period)
        func name(_ sum: Double?) -> String { sum.map { "\($0) USD" } ?? "an unknown sum" }
        let problem = "\(name(expected)) must have been spent, not \(name(spent))"
        if spent != expected { note(problem) }
    }
}
