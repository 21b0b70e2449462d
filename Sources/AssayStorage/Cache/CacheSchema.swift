/// The table of a cache.
enum CacheSchema {
    static let migrations = Migrations(
        applicationID: Migrations.cacheID,
        steps: [
            [
                """
                CREATE TABLE responses (
                    key TEXT PRIMARY KEY,
                    kept_ms INTEGER NOT NULL,
                    until_ms INTEGER NOT NULL,
                    response TEXT NOT NULL
                ) STRICT
                """,
                "CREATE INDEX responses_by_end ON responses (until_ms)",
            ]
        ]
    )
}
