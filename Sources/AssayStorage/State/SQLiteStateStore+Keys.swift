public import AssayCore

extension SQLiteStateStore {
    /// Asks to run a call under a key.
    public func claim(_ claim: IdempotencyClaim) async throws(AssayError) -> ClaimAnswer {
        try claim.validate()
        return try await transactionNow { connection, now throws(AssayError) in
            let expired = "phase = 'finished' AND until_ms <= ?"
            try connection.rows("DELETE FROM keys WHERE key = ? AND \(expired)", [.text(claim.key), .integer(now)])
            let token =
                try connection.rows("UPDATE clock SET last_token = last_token + 1 RETURNING last_token")
                .first?.first?.integer ?? 0
            let lease = now.adding(claim.lease)
            try connection.rows(
                """
                INSERT INTO keys (key, fingerprint, owner, token, repeatable, phase, until_ms, process, run)
                VALUES (?, ?, ?, ?, ?, 'in_flight', ?, ?, ?) ON CONFLICT (key) DO NOTHING
                """,
                [
                    .text(claim.key), .text(claim.fingerprint), .text(claim.owner), .integer(token),
                    SQLiteValue(claim.isRepeatable ? 1 : 0), .integer(lease), .text(ProcessIdentity.own),
                    SQLiteValue(claim.runID),
                ]
            )
            if connection.changes == 1 { return .claimed(token: token) }
            return try Self.answer(claim, token: token, lease: lease, now: now, connection)
        }
    }

    /// What to say to a claim on a key that is held.
    private static func answer(
        _ claim: IdempotencyClaim,
        token: Int64,
        lease: Int64,
        now: Int64,
        _ connection: SQLiteConnection
    ) throws(AssayError) -> ClaimAnswer {
        let rows = try connection.rows(
            "SELECT fingerprint, owner, phase, until_ms, repeatable, result, process, run FROM keys WHERE key = ?",
            [.text(claim.key)]
        )
        guard let row = rows.first else {
            throw AssayError(.storeFailed, "a key of the store went away under its lock")
        }
        guard row[0].text == claim.fingerprint else { return .conflict }
        let until = row[3].integer ?? 0
        switch row[2].text {
        case "finished": return .finished(result: row[5].blob ?? [])
        case "unknown": return .unknown
        default: break
        }
        // The lease of a process that has died holds nobody up.
        if until > now && !ProcessIdentity.hasEnded(row[6].text) {
            return .inFlight(owner: row[1].text ?? "", remaining: .milliseconds(until - now))
        }
        guard claim.isRepeatable && row[4].integer == 1 else {
            try connection.rows("UPDATE keys SET phase = 'unknown' WHERE key = ?", [.text(claim.key)])
            return .unknown
        }
        try connection.rows(
            "UPDATE keys SET token = ?, owner = ?, until_ms = ?, process = ?, run = ifnull(run, ?) WHERE key = ?",
            [
                .integer(token), .text(claim.owner), .integer(lease), .text(ProcessIdentity.own),
                SQLiteValue(claim.runID), .text(claim.key),
            ]
        )
        return row[7].text.map { .takenOver(token: token, runID: $0) } ?? .claimed(token: token)
    }

    /// Holds a claim for another lease.
    public func renew(_ key: String, token: Int64, lease: Duration) async throws(AssayError) {
        try StoreLimits.check(lease: lease)
        try await change(key, token, "until_ms = ?") { now in [.integer(now.adding(lease))] }
    }

    /// Records what a call answered.
    public func complete(_ key: String, token: Int64, result: [UInt8], ttl: Duration) async throws(AssayError) {
        try StoreLimits.check(result: result, ttl: ttl)
        try await change(key, token, "phase = 'finished', until_ms = ?, result = ?", isLast: true) { now in
            [.integer(now.adding(ttl)), .blob(result)]
        }
    }

    /// Frees a key whose call has done nothing that lasts.
    public func release(_ key: String, token: Int64) async throws(AssayError) {
        try await transactionNow(isLast: true) { connection, _ throws(AssayError) in
            try connection.rows("DELETE FROM keys WHERE \(Self.held)", [.text(key), .integer(token)])
            guard connection.changes == 1 else { throw .staleClaim }
        }
    }

    /// Notes that a call ended in the middle.
    public func abandon(_ key: String, token: Int64) async throws(AssayError) {
        try await change(key, token, "phase = 'unknown'", isLast: true) { _ in [] }
    }

    /// Frees a key of unknown outcome.
    @discardableResult
    public func resolve(_ key: String) async throws(AssayError) -> Bool {
        try await transactionNow { connection, _ throws(AssayError) in
            try connection.rows("DELETE FROM keys WHERE key = ? AND phase = 'unknown'", [.text(key)])
            return connection.changes == 1
        }
    }

    /// Removes finished keys whose time to live has passed.
    @discardableResult
    public func purge(limit: Int) async throws(AssayError) -> Int {
        try await transactionNow { connection, now throws(AssayError) in
            try connection.rows(
                """
                DELETE FROM keys WHERE key IN
                    (SELECT key FROM keys WHERE phase = 'finished' AND until_ms <= ? LIMIT ?)
                """,
                [.integer(now), SQLiteValue(max(0, limit))]
            )
            return connection.changes
        }
    }

    /// A lease that has passed is still the holder's while nobody else has claimed the key.
    private static let held = "key = ? AND token = ? AND phase = 'in_flight'"

    private func change(
        _ key: String,
        _ token: Int64,
        _ assignments: String,
        isLast: Bool = false,
        _ values: @escaping @Sendable (Int64) -> [SQLiteValue]
    ) async throws(AssayError) {
        try await transactionNow(isLast: isLast) { connection, now throws(AssayError) in
            try connection.rows(
                "UPDATE keys SET \(assignments) WHERE \(Self.held)",
                values(now) + [.text(key), .integer(token)]
            )
            guard connection.changes == 1 else { throw .staleClaim }
        }
    }

    /// One transaction that knows the time, which never goes back.
    func transactionNow<T: Sendable>(
        isLast: Bool = false,
        _ work: @escaping @Sendable (SQLiteConnection, Int64) throws(AssayError) -> T
    ) async throws(AssayError) -> T {
        let clock = clock
        return try await database.transaction(isLast: isLast) { connection throws(AssayError) in
            let now = try connection.rows(
                "UPDATE clock SET latest_ms = max(latest_ms, ?) RETURNING latest_ms",
                [.integer(clock.nowMS())]
            ).first?.first?.integer
            return try work(connection, now ?? clock.nowMS())
        }
    }
}
