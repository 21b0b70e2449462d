public import AssayCore
internal import Foundation

/// Keeps keys and runs in a SQLite file, for any number of tasks and processes.
///
/// What a call has recorded is on disk (write-ahead log, synced) when the call returns. The file is readable by its owner alone.
public final class SQLiteStateStore: StateStore {
    /// The file.
    public let path: String
    let database: SQLiteDatabase
    let clock: WallClock

    /// Opens a store, and creates the file where there is none.
    ///
    /// - Parameters:
    ///   - path: The file; its directory is created, too.
    ///   - clock: What leases and times to live are measured with.
    /// - Throws: ``AssayError/Code/storeNewer`` for a file of a newer program, ``AssayError/Code/storeFailed`` for one that
    ///   is no store, is damaged, or lies on a network file system.
    ///
    /// Where everybody who used the file has died, it is looked through for damage first, which takes long for a large one.
    public init(path: String, clock: WallClock = .system) async throws(AssayError) {
        self.path = path
        self.clock = clock
        database = try await SQLiteDatabase(path: path, migrations: StateSchema.migrations)
    }

    /// Closes the file when everything asked for before is done; every later call throws ``AssayError/Code/storeFailed``.
    ///
    /// Without it the file is closed when nobody uses the store any more. Nothing is lost either way.
    public func close() async { await database.close() }

    /// Reads the whole file and looks for damage; takes long for a large one.
    ///
    /// - Throws: ``AssayError/Code/storeFailed`` when the file is damaged.
    public func checkIntegrity() async throws(AssayError) {
        try await database.perform { connection throws(AssayError) in
            let found = try connection.rows("PRAGMA integrity_check(1)").first?.first?.text
            let strays = try connection.rows("PRAGMA foreign_key_check")
            guard found == "ok", strays.isEmpty else {
                throw SQLiteConnection.damaged(connection.path)
            }
        }
    }

    /// Where a person's store lies: `ASSAY_STORE`, or `assay/state.db` in the user's state directory.
    ///
    /// - Returns: the path; `nil` where the environment names neither a state directory nor a home.
    public static func defaultPath(environment: [String: String]) -> String? {
        if let path = environment["ASSAY_STORE"], !path.isEmpty { return path }
        return StateDirectory.path(environment: environment).map { $0 + "/state.db" }
    }
}
