/// The tables of a state store.
enum StateSchema {
    static let migrations = Migrations(steps: [first, second, third, fourth])

    /// Under which id the call of a key is recorded.
    private static let fourth = ["ALTER TABLE keys ADD COLUMN run TEXT"]

    /// Which process holds what is not over: what a dead one held is free at once.
    private static let second = [
        "ALTER TABLE keys ADD COLUMN process TEXT",
        "ALTER TABLE runs ADD COLUMN process TEXT",
    ]

    /// What models did: their latest calls, and what was spent in each minute.
    private static let third = [
        """
        CREATE TABLE outcomes (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            scope TEXT NOT NULL,
            task TEXT NOT NULL,
            model TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            success INTEGER NOT NULL,
            latency_ms INTEGER NOT NULL,
            cost_usd REAL,
            output_tokens INTEGER
        ) STRICT
        """,
        "CREATE INDEX outcomes_of_models ON outcomes (scope, task, model, number)",
        """
        CREATE TABLE spending (
            scope TEXT NOT NULL,
            minute INTEGER NOT NULL,
            known_usd REAL NOT NULL,
            unknown_calls INTEGER NOT NULL,
            PRIMARY KEY (scope, minute)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    private static let first = [
        // One row: the latest time seen, so that a clock set back brings no key back, and the last token given.
        """
        CREATE TABLE clock (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            latest_ms INTEGER NOT NULL,
            last_token INTEGER NOT NULL
        ) STRICT
        """,
        "INSERT INTO clock VALUES (1, 0, 0)",
        """
        CREATE TABLE keys (
            key TEXT PRIMARY KEY,
            fingerprint TEXT NOT NULL,
            owner TEXT NOT NULL,
            token INTEGER NOT NULL,
            repeatable INTEGER NOT NULL,
            phase TEXT NOT NULL CHECK (phase IN ('in_flight', 'finished', 'unknown')),
            until_ms INTEGER NOT NULL,
            result BLOB
        ) STRICT
        """,
        "CREATE INDEX keys_finished ON keys (until_ms) WHERE phase = 'finished'",
        """
        CREATE TABLE runs (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            started_ms INTEGER NOT NULL,
            tool TEXT NOT NULL,
            k INTEGER NOT NULL,
            plan TEXT NOT NULL,
            outcome TEXT,
            digest TEXT,
            replicates INTEGER NOT NULL DEFAULT 0,
            bundle TEXT
        ) STRICT
        """,
        """
        CREATE TABLE replicates (
            run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (run, place)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE attempts (
            run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
            replicate INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (run, replicate, attempt)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE events (
            run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
            sequence INTEGER NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (run, sequence)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
