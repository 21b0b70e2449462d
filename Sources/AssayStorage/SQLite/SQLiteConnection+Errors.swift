internal import AssayCore
internal import CSQLite

extension SQLiteConnection {
    /// What went wrong, in words; SQLite's own text may hold data of a row and stays out.
    static func error(_ code: Int32, _ path: String) -> AssayError {
        switch code & 0xFF {
        case SQLITE_FULL: AssayError(.storeFull, "\(path): the disk is full; make room and try again")
        case SQLITE_BUSY, SQLITE_LOCKED:
            AssayError(.storeBusy, "\(path) is held by another process for too long", isRetryable: true)
        case SQLITE_NOTADB: AssayError(.storeFailed, "\(path) is not a database of Assay")
        case SQLITE_CORRUPT: AssayError(.storeFailed, "\(path) is damaged: restore it from a copy, or move it away")
        case SQLITE_CANTOPEN: AssayError(.storeFailed, "\(path) cannot be opened: look at the directory and its rights")
        case SQLITE_READONLY: AssayError(.storeFailed, "\(path) cannot be written: look at its rights")
        case SQLITE_IOERR: AssayError(.storeIO, "\(path) cannot be read or written: the file system reports an error")
        default: AssayError(.storeFailed, "\(path) failed with SQLite's code \(code)")
        }
    }
}
