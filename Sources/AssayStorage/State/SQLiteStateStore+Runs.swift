public import AssayCore

extension SQLiteStateStore {
    /// Records that a run begins.
    public func begin(_ plan: EvidenceBundle) async throws(AssayError) {
        let startedMS = clock.nowMS()
        try await database.transaction { connection throws(AssayError) in
            try connection.rows(
                """
                INSERT INTO runs (id, started_ms, tool, k, plan, process) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """,
                [
                    .text(plan.execution.runID), .integer(startedMS), .text(plan.meta.tool.name),
                    SQLiteValue(plan.meta.k), .text(plan.json), .text(ProcessIdentity.own),
                ]
            )
            guard connection.changes == 1 else {
                throw AssayError(.invalidArgument, "a run of that id was begun before: ids must be unique")
            }
        }
    }

    /// Records what has happened in a run, in one transaction.
    public func record(_ progress: RunProgress, of runID: String) async throws(AssayError) {
        try await database.transaction { connection throws(AssayError) in
            let find = progress.isTalk ? Self.number : Self.openRun
            let run = try find(runID, connection)
            for attempt in progress.attempts { try Self.record(attempt, of: run, connection) }
            for replicate in progress.replicates {
                try connection.rows(
                    "INSERT OR REPLACE INTO replicates VALUES (?, ?, ?)",
                    [.integer(run), SQLiteValue(replicate.index), .text(replicate.document.canonicalJSON)]
                )
            }
            for event in progress.events {
                // An event that is there already stays as it is.
                try connection.rows(
                    "INSERT OR IGNORE INTO events VALUES (?, ?, ?)",
                    [.integer(run), SQLiteValue(event.sequence), .text(event.encoded.canonicalJSON)]
                )
            }
        }
    }

    private static func record(
        _ attempt: StoredAttempt,
        of run: Int64,
        _ connection: SQLiteConnection
    ) throws(AssayError) {
        // The beginning may arrive after the end; it says less.
        try connection.rows(
            """
            INSERT INTO attempts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
            SET ended = excluded.ended, document = excluded.document WHERE excluded.ended = 1
            """,
            [
                .integer(run), SQLiteValue(attempt.replicate), SQLiteValue(attempt.number),
                SQLiteValue(attempt.ending == nil ? 0 : 1), .text(attempt.document.canonicalJSON),
            ]
        )
    }

    /// Records that a run is over.
    public func finish(_ runID: String, with bundle: EvidenceBundle) async throws(AssayError) {
        let text = bundle.json
        try await database.transaction(isLast: true) { connection throws(AssayError) in
            let known = try connection.rows(
                "SELECT 1 FROM runs WHERE id = ? AND bundle = ?",
                [.text(runID), .text(text)]
            )
            guard known.isEmpty else { return }
            let run = try Self.openRun(runID, connection)
            try connection.rows(
                "UPDATE runs SET outcome = ?, digest = ?, replicates = ?, bundle = ? WHERE number = ?",
                [
                    .text(bundle.outcome.rawValue), .text(bundle.digest), SQLiteValue(bundle.replicates.count),
                    .text(text),
                    .integer(run),
                ]
            )
        }
    }

    /// Takes over a run whose process has died; of several who ask one gets it.
    public func resume(_ runID: String) async throws(AssayError) -> StoredRun {
        try await database.transaction { connection throws(AssayError) in
            let run = try Self.openRun(runID, connection)
            guard try !Self.goesOn(runID, connection) else { throw .runGoesOn }
            try connection.rows(
                "UPDATE runs SET process = ? WHERE number = ?",
                [.text(ProcessIdentity.own), .integer(run)]
            )
            guard let stored = try Self.stored(runID, connection) else { throw .unknownRun }
            return stored
        }
    }

    /// The runs that were begun, the latest first.
    public func runs(limit: Int, earlierThan: String?) async throws(AssayError) -> [RunRecord] {
        try await database.perform { connection throws(AssayError) in
            var before = Int64.max
            if let earlierThan { before = try Self.number(of: earlierThan, connection) }
            let rows = try connection.rows(
                """
                SELECT id, started_ms, tool, k,
                    CASE WHEN outcome IS NULL THEN (SELECT count(*) FROM replicates WHERE run = number) ELSE replicates END,
                    outcome, digest
                FROM runs WHERE number < ?
                ORDER BY number DESC LIMIT ?
                """,
                [.integer(before), SQLiteValue(max(0, limit))]
            )
            return rows.map { row in
                RunRecord(
                    id: row[0].text ?? "",
                    startedMS: row[1].integer ?? 0,
                    tool: row[2].text ?? "",
                    k: Int(row[3].integer ?? 0),
                    replicates: Int(row[4].integer ?? 0),
                    outcome: row[5].text.flatMap(OutcomeKind.init(rawValue:)),
                    digest: row[6].text
                )
            }
        }
    }

    /// Everything recorded of a run but its events.
    public func run(_ runID: String) async throws(AssayError) -> StoredRun? {
        try await database.perform { connection throws(AssayError) in
            // One moment for all tables.
            try connection.snapshot { () throws(AssayError) in try Self.stored(runID, connection) }
        }
    }

    private static func stored(_ runID: String, _ connection: SQLiteConnection) throws(AssayError) -> StoredRun? {
        let rows = try connection.rows(
            "SELECT number, started_ms, plan, bundle FROM runs WHERE id = ?",
            [.text(runID)]
        )
        guard let row = rows.first, let plan = row[2].text else { return nil }
        var run = StoredRun(startedMS: row[1].integer ?? 0, plan: try bundle(plan))
        run.bundle = if let text = row[3].text { try bundle(text) } else { nil }
        let sql = "SELECT place, document FROM replicates WHERE run = ? ORDER BY place"
        for row in try connection.rows(sql, [row[0]]) {
            let document = try Value(json: row[1].text ?? "", limits: limits)
            run.replicates.append(try Replicate(document: document, index: Int(row[0].integer ?? 0)))
        }
        let attempts = "SELECT document FROM attempts WHERE run = ? ORDER BY replicate, attempt"
        for row in try connection.rows(attempts, [row[0]]) {
            run.attempts.append(try StoredAttempt(document: Value(json: row[0].text ?? "", limits: limits)))
        }
        let next = try connection.rows("SELECT ifnull(max(sequence) + 1, 0) FROM events WHERE run = ?", [row[0]])
        run.nextEvent = Int(next.first?.first?.integer ?? 0)
        return run
    }

    /// The events of a run as objects, from a number on.
    public func events(of runID: String, from sequence: Int) async throws(AssayError) -> [Value] {
        try await database.perform { connection throws(AssayError) in
            let rows = try connection.rows(
                "SELECT document FROM events WHERE run = ? AND sequence >= ? ORDER BY sequence",
                [.integer(Self.number(of: runID, connection)), SQLiteValue(sequence)]
            )
            var events: [Value] = []
            for row in rows { events.append(try Value(json: row[0].text ?? "", limits: Self.limits)) }
            return events
        }
    }

    /// Removes a run with all that belongs to it, unless it goes on.
    @discardableResult
    public func delete(_ runID: String) async throws(AssayError) -> Bool {
        try await database.transaction { connection throws(AssayError) in
            guard try !Self.goesOn(runID, connection) else { throw .runGoesOn }
            try connection.rows("DELETE FROM runs WHERE id = ?", [.text(runID)])
            return connection.changes == 1
        }
    }

    /// Stored documents were checked when they came in; they are as large as a bundle may be.
    static let limits = JSONLimits(maxBytes: 4 << 30, maxDepth: 128, maxNodes: 500_000_000)

    private static func bundle(_ text: String) throws(AssayError) -> EvidenceBundle {
        try EvidenceBundle(decoding: Value(json: text, limits: limits))
    }

    static func number(of runID: String, _ connection: SQLiteConnection) throws(AssayError) -> Int64 {
        let rows = try connection.rows("SELECT number FROM runs WHERE id = ?", [.text(runID)])
        guard let number = rows.first?.first?.integer else { throw .unknownRun }
        return number
    }

    /// Whether a run is not finished and its process is alive.
    private static func goesOn(_ runID: String, _ connection: SQLiteConnection) throws(AssayError) -> Bool {
        // Runs of the first format say nothing about their process; no program that writes it is left to run them.
        let sql = "SELECT process FROM runs WHERE id = ? AND bundle IS NULL AND process IS NOT NULL"
        guard let row = try connection.rows(sql, [.text(runID)]).first else { return false }
        return !ProcessIdentity.hasEnded(row[0].text)
    }

    private static func openRun(_ runID: String, _ connection: SQLiteConnection) throws(AssayError) -> Int64 {
        let rows = try connection.rows("SELECT number, bundle IS NULL FROM runs WHERE id = ?", [.text(runID)])
        guard let row = rows.first, let number = row[0].integer else { throw .unknownRun }
        guard row[1].integer == 1 else { throw .runIsOver }
        return number
    }
}
