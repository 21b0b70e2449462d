internal import Synchronization

/// A history that is forgotten with the process.
public final class InMemoryModelHistory: ModelHistory {
    private let clock: WallClock
    private let state = Mutex(State())

    private struct State {
        var calls: [String: [String: [ModelOutcome]]] = [:]
        /// What was spent in each minute since the start of 1970.
        var minutes: [Int64: Spending] = [:]

        mutating func spend(_ outcome: ModelOutcome, in minute: Int64) {
            if minutes[minute] == nil { minutes = minutes.filter { $0.key > minute - 24 * 60 } }
            minutes[minute, default: Spending()].add(outcome)
        }
    }

    private struct Spending {
        var knownUSD = 0.0
        var unknownCalls = 0

        mutating func add(_ outcome: ModelOutcome) {
            knownUSD += outcome.costUSD ?? 0
            if outcome.costUSD == nil && outcome.isSuccess { unknownCalls += 1 }
        }
    }

    /// Creates an empty history.
    ///
    /// - Parameter clock: Says when calls were made.
    public init(clock: WallClock = .system) { self.clock = clock }

    /// What each model did at a kind of task.
    public func totals(for task: String) -> [String: ModelTotals] {
        state.withLock { state in
            (state.calls[task] ?? [:]).mapValues { calls in
                calls.suffix(ModelTotals.window).reduce(into: ModelTotals()) { $0.add($1) }
            }
        }
    }

    /// Adds what a model did.
    public func record(_ outcome: ModelOutcome) {
        let minute = clock.nowMS() / 60_000
        state.withLock { state in
            state.calls[outcome.task, default: [:]][outcome.model, default: []].append(outcome)
            // Dropping many at a time keeps the mean effort small.
            if let count = state.calls[outcome.task]?[outcome.model]?.count, count >= 2 * ModelTotals.window {
                state.calls[outcome.task]?[outcome.model]?.removeFirst(count - ModelTotals.window)
            }
            state.spend(outcome, in: minute)
        }
    }

    /// What the calls of the last while have cost together, in US dollars, to the minute.
    public func spentUSD(inLast period: Duration) -> Double? {
        let start = (clock.nowMS() - period.wholeMilliseconds) / 60_000
        return state.withLock { state in
            let spent = state.minutes.filter { $0.key >= start }.values
            guard spent.allSatisfy({ $0.unknownCalls == 0 }) else { return nil }
            return spent.reduce(0) { $0 + $1.knownUSD }
        }
    }
}
