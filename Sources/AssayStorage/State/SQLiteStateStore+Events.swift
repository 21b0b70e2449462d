public import AssayCore
internal import Synchronization

extension SQLiteStateStore {
    /// Appends events; those that come while others are being written are written together.
    public func append(_ events: [Event], to runID: String) async throws(AssayError) {
        let known = self.events.withLock { ($0.numbers[runID], $0.failure) }
        if let failure = known.1 { throw failure }
        let run: Int64
        if let number = known.0 {
            run = number
        } else {
            run = try await database.perform { connection throws(AssayError) in try Self.number(of: runID, connection) }
        }
        let isFirst = self.events.withLock { state in
            state.numbers[runID] = run
            state.waiting += events.map { (run, $0) }
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isFirst { database.later { [self] in writeEvents($0) } }
    }

    private func writeEvents(_ connection: SQLiteConnection) {
        let waiting = events.withLock { state in
            defer { (state.waiting, state.isWriting) = ([], false) }
            return state.waiting
        }
        do throws(AssayError) {
            try connection.transaction { () throws(AssayError) in
                for (run, event) in waiting {
                    // The run may be gone, and an event that is there already stays as it is.
                    try connection.rows(
                        """
                        INSERT OR IGNORE INTO events SELECT number, ?, ? FROM runs WHERE number = ?
                        """,
                        [SQLiteValue(event.sequence), .text(event.encoded.canonicalJSON), .integer(run)]
                    )
                }
            }
        } catch {
            events.withLock { $0.failure = error }
        }
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
}
