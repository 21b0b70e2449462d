internal import AssayCore
internal import Dispatch
internal import Synchronization

/// A database file, used from any task; statements run one after the other on a thread of the database's own.
final class SQLiteDatabase: Sendable {
    private let connection = Mutex<SQLiteConnection?>(nil)
    private let queue = DispatchQueue(label: "assay.store")

    /// Opens a file and brings it to the current version.
    init(path: String, migrations: Migrations) async throws(AssayError) {
        try await onQueue { database throws(AssayError) in try database.open(path, migrations) }
    }

    private func open(_ path: String, _ migrations: Migrations) throws(AssayError) {
        try connection.withLock { connection throws(AssayError) in
            let opened = try SQLiteConnection(path: path)
            try migrations.migrate(opened, path: path)
            connection = opened
        }
    }

    /// Reads or writes, apart from Swift's cooperative pool.
    func perform<T: Sendable>(
        _ work: @escaping @Sendable (SQLiteConnection) throws(AssayError) -> T
    ) async throws(AssayError) -> T {
        try await onQueue { database throws(AssayError) in try database.performNow(work) }
    }

    /// Like ``perform(_:)`` in one transaction.
    func transaction<T: Sendable>(
        _ work: @escaping @Sendable (SQLiteConnection) throws(AssayError) -> T
    ) async throws(AssayError) -> T {
        try await perform { connection throws(AssayError) in
            try connection.transaction { () throws(AssayError) in try work(connection) }
        }
    }

    /// Closes the file after everything that was asked for before.
    func close() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.connection.withLock { $0 = nil }
                continuation.resume()
            }
        }
    }

    private func onQueue<T: Sendable>(
        _ work: @escaping @Sendable (SQLiteDatabase) throws(AssayError) -> T
    ) async throws(AssayError) -> T {
        let result: Result<T, AssayError> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result { () throws(AssayError) in try work(self) }) }
        }
        return try result.get()
    }

    private func performNow<T: Sendable>(
        _ work: (SQLiteConnection) throws(AssayError) -> T
    ) throws(AssayError) -> T {
        try connection.withLock { connection throws(AssayError) in
            guard let connection else { throw AssayError(.storeFailed, "the run store is not open") }
            return try work(connection)
        }
    }
}
