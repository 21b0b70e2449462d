public import AssayCore

/// What models did, in the file of a state store, so that processes learn from each other.
///
/// What is recorded is on disk when the call returns.
public struct SQLiteModelHistory: ModelHistory {
    private let store: SQLiteStateStore
    private let scope: String

    /// Opens the history of a store.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - scope: What is chosen among; histories of different scopes know nothing of each other.
    public init(_ store: SQLiteStateStore, scope: String = "models") {
        self.store = store
        self.scope = scope
    }

    /// What each model did at a kind of task.
    public func totals(for task: String) async throws -> [String: ModelTotals] {
        let scope = scope
        return try await store.database.perform { connection throws(AssayError) in
            try connection.rows(Self.latest, [.text(scope), .text(task), SQLiteValue(ModelTotals.window)])
                .reduce(into: [:]) { totals, row in
                    let outcome = Self.outcome(row, task)
                    totals[outcome.model, default: ModelTotals()].add(outcome)
                }
        }
    }

    private static let latest = """
        SELECT model, success, latency_ms, cost_usd, output_tokens FROM
            (SELECT *, row_number() OVER (PARTITION BY model ORDER BY number DESC) AS age
            FROM outcomes WHERE scope = ? AND task = ?)
        WHERE age <= ? ORDER BY number
        """

    private static func outcome(_ row: [SQLiteValue], _ task: String) -> ModelOutcome {
        ModelOutcome(
            model: row[0].text ?? "",
            task: task,
            isSuccess: row[1].integer == 1,
            latencyMS: row[2].integer ?? 0,
            costUSD: row[3].real,
            outputTokens: row[4].integer
        )
    }

    /// Adds what a model did, and forgets what no longer counts.
    public func record(_ outcome: ModelOutcome) async throws {
        let scope = scope
        try await store.transactionNow { connection, now throws(AssayError) in
            try connection.rows(
                """
                INSERT INTO outcomes (scope, task, model, at_ms, success, latency_ms, cost_usd, output_tokens)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(scope), .text(outcome.task), .text(outcome.model), .integer(now),
                    SQLiteValue(outcome.isSuccess ? 1 : 0), .integer(outcome.latencyMS), SQLiteValue(outcome.costUSD),
                    SQLiteValue(outcome.outputTokens),
                ]
            )
            try connection.rows(
                """
                DELETE FROM outcomes WHERE number IN
                    (SELECT number FROM outcomes WHERE scope = ? AND task = ? AND model = ?
                    ORDER BY number DESC LIMIT \(Self.batch) OFFSET ?)
                """,
                [.text(scope), .text(outcome.task), .text(outcome.model), SQLiteValue(ModelTotals.window)]
            )
            try Self.spend(outcome, scope, minute: now / 60_000, connection)
        }
    }

    /// The most rows that one call removes.
    private static let batch = 64

    private static func spend(
        _ outcome: ModelOutcome,
        _ scope: String,
        minute: Int64,
        _ connection: SQLiteConnection
    ) throws(AssayError) {
        let isUnknown = outcome.costUSD == nil && outcome.isSuccess
        try connection.rows(
            """
            INSERT INTO spending VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET
                known_usd = known_usd + excluded.known_usd, unknown_calls = unknown_calls + excluded.unknown_calls
            """,
            [.text(scope), .integer(minute), .real(outcome.costUSD ?? 0), SQLiteValue(isUnknown ? 1 : 0)]
        )
        try connection.rows(
            "DELETE FROM spending WHERE scope = ? AND minute <= ?",
            [.text(scope), .integer(minute - 24 * 60)]
        )
    }

    /// What the calls of the last while have cost together, in US dollars, to the minute.
    public func spentUSD(inLast period: Duration) async throws -> Double? {
        let scope = scope
        return try await store.transactionNow { connection, now throws(AssayError) in
            let start = (now - period.wholeMilliseconds) / 60_000
            let row = try connection.rows(
                """
                SELECT ifnull(sum(known_usd), 0.0), ifnull(sum(unknown_calls), 0)
                FROM spending WHERE scope = ? AND minute >= ?
                """,
                [.text(scope), .integer(start)]
            ).first
            return row?[1].integer == 0 ? row?[0].real : nil
        }
    }
}
