internal import AssayCore
internal import Foundation

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
    /// - Parameters:
    ///   - connection: The file, opened.
    ///   - path: Its path; it is copied aside before an older version is changed.
    /// - Throws: ``AssayError/Code/storeNewer`` for a file of a newer program, which is left as it is.
    func migrate(_ connection: SQLiteConnection, path: String) throws(AssayError) {
        let version = try check(connection, path)
        guard version < current else { return }
        if version > 0 { try backUp(connection, path, version) }
        try connection.transaction { () throws(AssayError) in
            // Another process may have been faster.
            let version = try check(connection, path)
            for step in steps.dropFirst(version) {
                for statement in step { try connection.rows(statement) }
            }
            try connection.rows("PRAGMA application_id = \(applicationID)")
            try connection.rows("PRAGMA user_version = \(current)")
        }
    }

    private func check(_ connection: SQLiteConnection, _ path: String) throws(AssayError) -> Int {
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

    private func backUp(_ connection: SQLiteConnection, _ path: String, _ version: Int) throws(AssayError) {
        let copy = "\(path).v\(version)"
        guard !FileManager.default.fileExists(atPath: copy) else { return }
        try connection.rows("VACUUM INTO ?", [.text(copy)])
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy)
    }
}
