internal import AssayCore
internal import CSQLite
internal import Foundation

/// One connection to a database file, for one thread at a time.
///
/// Statements are prepared once and kept. No statement stays open between two calls, so nothing holds a lock while
/// somebody waits.
final class SQLiteConnection {
    let handle: OpaquePointer
    /// In use until the connection is closed.
    private let file: DatabaseFile
    private let busyTimeoutMS: Int32
    private var statements: [String: OpaquePointer] = [:]

    /// The file's path.
    var path: String { file.path }

    /// Opens a file, and changes nothing in it.
    ///
    /// - Throws: ``AssayError`` when the file cannot be opened.
    init(_ file: DatabaseFile, busyTimeoutMS: Int32 = 10_000) throws(AssayError) {
        self.file = file
        self.busyTimeoutMS = busyTimeoutMS
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW
        let code = sqlite3_open_v2(file.path, &handle, flags, nil)
        guard let handle, code == SQLITE_OK else {
            sqlite3_close_v2(handle)
            throw Self.error(code, file.path)
        }
        self.handle = handle
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, busyTimeoutMS)
        // A file from elsewhere must not run code of its own through triggers or views.
        for (option, value) in [
            (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
        ] as [(Int32, Int32)] {
            let code = assay_sqlite_configure(handle, option, value)
            guard code == SQLITE_OK else { throw Self.error(code, path) }
        }
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(handle)
    }

    /// Has every commit synced into a log beside the file.
    func useLog() throws(AssayError) {
        guard try journalMode() == "wal" else {
            throw AssayError(
                .storeFailed,
                "\(path) cannot be used: its file system does not support write-ahead logging"
            )
        }
        for pragma in ["synchronous = FULL", "foreign_keys = ON"] { try rows("PRAGMA \(pragma)") }
    }

    /// The kind of journal, after asking for a log.
    private func journalMode() throws(AssayError) -> String? {
        let pause: Int32 = 5
        for _ in 0..<busyTimeoutMS / pause {
            do throws(AssayError) {
                return try rows("PRAGMA journal_mode = WAL").first?.first?.text
            } catch {
                guard error.code == .storeBusy else { throw error }
                // The change needs the file alone, and SQLite does not wait for that by itself.
                sqlite3_sleep(pause)
            }
        }
        throw Self.error(SQLITE_BUSY, path)
    }

    /// Another connection to the file, which sees it without what this one has not committed.
    func reader() throws(AssayError) -> SQLiteConnection { try SQLiteConnection(file, busyTimeoutMS: busyTimeoutMS) }

    /// Reads every page and looks for damage in the structure.
    ///
    /// - Throws: ``AssayError/Code/storeFailed`` when the file is damaged; closing leaves it and its log as they are then.
    func quickCheck() throws(AssayError) {
        _ = assay_sqlite_configure(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        guard try rows("PRAGMA quick_check(1)").first?.first?.text == "ok" else {
            throw Self.error(SQLITE_CORRUPT, path)
        }
        _ = assay_sqlite_configure(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
    }

    /// Runs a statement and returns its rows.
    @discardableResult
    func rows(_ sql: String, _ values: [SQLiteValue] = []) throws(AssayError) -> [[SQLiteValue]] {
        let statement = try prepare(sql)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (place, value) in values.enumerated() { try bind(value, at: Int32(place + 1), of: statement) }
        var rows: [[SQLiteValue]] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: rows.append(Self.row(statement))
            case SQLITE_DONE: return rows
            case let code: throw failure(code)
            }
        }
    }

    /// How many rows the last statement changed.
    var changes: Int { Int(sqlite3_changes(handle)) }

    /// Carries out several statements at once or not at all; the write lock is taken at the start.
    func transaction<T>(_ work: () throws(AssayError) -> T) throws(AssayError) -> T {
        try between("BEGIN IMMEDIATE", work)
    }

    /// Reads several tables as they are at one moment.
    func snapshot<T>(_ work: () throws(AssayError) -> T) throws(AssayError) -> T { try between("BEGIN", work) }

    private func between<T>(_ begin: String, _ work: () throws(AssayError) -> T) throws(AssayError) -> T {
        try rows(begin)
        do throws(AssayError) {
            let result = try work()
            try rows("COMMIT")
            return result
        } catch {
            // A full disk may have rolled back already.
            if sqlite3_get_autocommit(handle) == 0 { _ = try? rows("ROLLBACK") }
            throw error
        }
    }

    private func prepare(_ sql: String) throws(AssayError) -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else { throw failure(code) }
        statements[sql] = statement
        return statement
    }

    /// SQLite's own limit for one value.
    private static let longestValue = 1_000_000_000

    private func bind(_ value: SQLiteValue, at place: Int32, of statement: OpaquePointer) throws(AssayError) {
        guard value.count <= Self.longestValue else {
            throw AssayError(.storeFailed, "\(path) cannot hold more than \(Self.longestValue) bytes in one piece")
        }
        let code =
            switch value {
            case .null: sqlite3_bind_null(statement, place)
            case .integer(let integer): sqlite3_bind_int64(statement, place, integer)
            case .real(let number): sqlite3_bind_double(statement, place, number)
            case .text(let text):
                text.withCString {
                    assay_sqlite_bind_text(statement, place, $0, Int32(text.utf8.count))
                }
            case .blob(let bytes):
                bytes.withUnsafeBytes { bytes in
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(statement, place, 0)
                        : assay_sqlite_bind_blob(statement, place, bytes.baseAddress, Int32(bytes.count))
                }
            }
        guard code == SQLITE_OK else { throw Self.error(code, path) }
    }

    private static func row(_ statement: OpaquePointer) -> [SQLiteValue] {
        (0..<sqlite3_column_count(statement)).map { column in
            switch sqlite3_column_type(statement, column) {
            case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
            case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
            case SQLITE_TEXT: return .text(String(decoding: bytes(statement, column), as: UTF8.self))
            case SQLITE_BLOB: return .blob(Array(bytes(statement, column)))
            default: return .null
            }
        }
    }

    private static func bytes(_ statement: OpaquePointer, _ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(statement, column)
        return UnsafeRawBufferPointer(
            start: start,
            count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, column))
        )
    }
}
