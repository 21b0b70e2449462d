internal import AssayCore

/// Brings a database file to the version this program writes.
struct Migrations {
    /// What a file with runs and keys says of itself: "Assy" in ASCII.
    static let stateID: Int64 = 0x4173_7379
    /// What a cache says of itself: "Assc" in ASCII.
    static let cacheID: Int64 = 0x4173_7363

    /// What the file says of itself, so that a file of another kind is not taken for it.
    var applicationID = stateID

    /// The statements of each version, in order; version n is reached after the first n.
    let steps: [[String]]

    /// The version this program writes.
    var current: Int { steps.count }

    /// Carries out what is missing, all or nothing; of two processes one migrates and the other waits.
    ///
    /// The file is copied aside before an older version is changed.
    ///
    /// - Parameter connection: The file, opened.
    /// - Throws: ``AssayError/Code/storeNewer`` for a file of a newer program, which is left as it is.
    func migrate(_ connection: SQLiteConnection) throws(AssayError) {
        guard try version(of: connection) < current else { return }
        try connection.transaction { () throws(AssayError) in
            // Another process may have been faster.
            let version = try check(connection)
            guard version < current else { return }
            if version > 0 { try DatabaseCopy.make(of: connection, to: "\(connection.path).v\(version)") }
            for step in steps.dropFirst(version) {
                for statement in step { try connection.rows(statement) }
            }
            try connection.rows("PRAGMA application_id = \(applicationID)")
            try connection.rows("PRAGMA user_version = \(current)")
        }
    }

    /// The version of a file; changes nothing in it.
    ///
    /// - Throws: ``AssayError`` for a database of another program or of a newer version.
    func version(of connection: SQLiteConnection) throws(AssayError) -> Int {
        // One moment for everything that is asked: another process may be creating the tables.
        try connection.snapshot { () throws(AssayError) in try check(connection) }
    }

    private func check(_ connection: SQLiteConnection) throws(AssayError) -> Int {
        let path = connection.path
        let version = try number("user_version", connection)
        let application = try number("application_id", connection)
        let isForeign = application != applicationID && (version != 0 || application != 0)
        guard !isForeign else { throw Self.foreign(path, application) }
        if version == 0 {
            guard try connection.rows("SELECT 1 FROM sqlite_schema LIMIT 1").isEmpty else {
                throw AssayError(.storeFailed, "\(path) is a database of another program")
            }
        }
        guard version <= current else {
            throw AssayError(
                .storeNewer,
                "\(path) was written by a newer Assay (format \(version), this one knows \(current)): update, or name another file"
            )
        }
        return Int(version)
    }

    private static func foreign(_ path: String, _ application: Int64) -> AssayError {
        let kinds = [stateID: "a run store", cacheID: "a cache of answers"]
        let kind = kinds[application].map { "\($0) of Assay; name another file" } ?? "a database of another program"
        return AssayError(.storeFailed, "\(path) is \(kind)")
    }

    private func number(_ pragma: String, _ connection: SQLiteConnection) throws(AssayError) -> Int64 {
        try connection.rows("PRAGMA \(pragma)").first?.first?.integer ?? 0
    }
}
