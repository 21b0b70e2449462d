internal import AssayCore
internal import CSQLite
internal import Foundation

extension SQLiteConnection {
    /// What went wrong in the last call.
    func failure(_ code: Int32) -> AssayError {
        let isFull = [ENOSPC, EDQUOT].contains(sqlite3_system_errno(handle))
        // What a failed sync has done to the file is not known, whatever its cause.
        return Self.error(code & 0xFF == SQLITE_IOERR && code != ioErrorOfSync && isFull ? SQLITE_FULL : code, path)
    }

    /// `SQLITE_IOERR_FSYNC`, a macro Swift does not import.
    private var ioErrorOfSync: Int32 { SQLITE_IOERR | 4 << 8 }

    /// What went wrong, in words; SQLite's own text may hold data of a row and stays out.
    static func error(_ code: Int32, _ path: String) -> AssayError {
        switch code & 0xFF {
        case SQLITE_FULL: AssayError(.storeFull, "\(path): the disk is full; make room and try again")
        case SQLITE_BUSY, SQLITE_LOCKED:
            AssayError(.storeBusy, "\(path) is held by another process for too long", isRetryable: true)
        case SQLITE_NOTADB: AssayError(.storeFailed, "\(path) is not a database of Assay")
        case SQLITE_CORRUPT: damaged(path)
        case SQLITE_CANTOPEN: AssayError(.storeFailed, "\(path) cannot be opened: look at the directory and its rights")
        case SQLITE_READONLY: AssayError(.storeFailed, "\(path) cannot be written: look at its rights")
        case SQLITE_IOERR: AssayError(.storeIO, "\(path) cannot be read or written: the file system reports an error")
        default: AssayError(.storeFailed, "\(path) failed with SQLite's code \(code)")
        }
    }

    /// What to do about a damaged file.
    static func damaged(_ path: String) -> AssayError {
        AssayError(
            .storeFailed,
            "\(path) is damaged: move it away together with \(path)-wal and bring back a copy, or go on without one, in a new "
                + "store; what can still be read of it: sqlite3 \(path) .recover"
        )
    }
}
