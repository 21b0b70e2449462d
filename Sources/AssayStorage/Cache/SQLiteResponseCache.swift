public import AssayCore

/// Keeps answers of services in a SQLite file, for any number of tasks and processes.
///
/// An answer is used until the time to live it was kept for has passed, or that of the cache that looks for it, whichever is
/// shorter. Expired answers are removed some at a time. The file holds what services said, and is readable by its owner
/// alone.
public final class SQLiteResponseCache: ResponseCache {
    /// The file.
    public let path: String
    private let lifetimeMS: Int64
    private let clock: WallClock
    private let database: SQLiteDatabase

    /// The most expired answers that are removed with one that is kept.
    private static let batch = 32

    /// Opens a cache, and creates the file where there is none.
    ///
    /// - Parameters:
    ///   - path: The file; its directory is created, too.
    ///   - timeToLive: How long an answer is used.
    ///   - clock: What the time to live is measured with.
    /// - Throws: ``AssayError/Code/storeNewer`` for a file of a newer program, ``AssayError/Code/storeFailed`` for one that
    ///   is no cache, is damaged, or lies on a network file system.
    public init(
        path: String,
        timeToLive: Duration = .seconds(24 * 3600),
        clock: WallClock = .system
    ) async throws(AssayError) {
        self.path = path
        self.clock = clock
        lifetimeMS = min(max(timeToLive, .zero), .longestLimit).wholeMilliseconds
        database = try await SQLiteDatabase(path: path, migrations: CacheSchema.migrations)
    }

    /// What is kept under a key; `nil` when nothing is, or its time is over.
    public func response(for key: String) async throws(AssayError) -> Value? {
        let (now, lifetimeMS) = (clock.nowMS(), lifetimeMS)
        let text = try await database.perform { connection throws(AssayError) in
            try connection.rows(
                "SELECT response FROM responses WHERE key = ? AND until_ms > ? AND kept_ms > ?",
                [.text(key), .integer(now), .integer(now - lifetimeMS)]
            ).first?[0].text
        }
        return try text.map { text throws(AssayError) in try Value(json: text, limits: SQLiteStateStore.limits) }
    }

    /// Keeps an answer in place of an earlier one, and removes some that have expired.
    public func keep(_ response: Value, for key: String) async throws(AssayError) {
        let (now, lifetimeMS) = (clock.nowMS(), lifetimeMS)
        try await database.transaction { connection throws(AssayError) in
            try connection.rows(
                "INSERT OR REPLACE INTO responses VALUES (?, ?, ?, ?)",
                [.text(key), .integer(now), .integer(now + lifetimeMS), .text(response.canonicalJSON)]
            )
            try Self.purge(now, limit: Self.batch, connection)
        }
    }

    /// Removes answers whose time is over, at most so many; those of a longer time to live stay until theirs is.
    ///
    /// - Returns: how many were removed.
    @discardableResult
    public func purge(limit: Int) async throws(AssayError) -> Int {
        let now = clock.nowMS()
        return try await database.transaction { connection throws(AssayError) in
            try Self.purge(now, limit: limit, connection)
            return connection.changes
        }
    }

    private static func purge(_ now: Int64, limit: Int, _ connection: SQLiteConnection) throws(AssayError) {
        try connection.rows(
            "DELETE FROM responses WHERE key IN (SELECT key FROM responses WHERE until_ms <= ? LIMIT ?)",
            [.integer(now), SQLiteValue(max(0, limit))]
        )
    }

    /// Closes the file when everything asked for before is done; every later call throws ``AssayError/Code/storeFailed``.
    public func close() async { await database.close() }
}
