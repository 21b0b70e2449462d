internal import AssayCore
internal import Dispatch
internal import Synchronization

/// A database file, used from any task; statements run one after the other on a thread of the database's own.
final class SQLiteDatabase: Sendable {
    private let path: String
    private let migrations: Migrations
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "assay.store")

    private struct State {
        var connection: SQLiteConnection?
        var reserve: DiskReserve?
        /// Whether the file system has reported an error: nothing is written before the file has been looked through.
        var isSuspect = false
    }

    /// Opens a file and brings it to the current version.
    init(path: String, migrations: Migrations) async throws(AssayError) {
        self.path = path
        self.migrations = migrations
        try await onQueue { database throws(AssayError) in
            try database.state.withLock { state throws(AssayError) in try database.open(&state) }
        }
    }

    private func open(_ state: inout State) throws(AssayError) {
        let file = try DatabaseFile(path)
        let opened = try SQLiteConnection(file)
        // A file that is not ours is left as it is.
        _ = try migrations.version(of: opened)
        try opened.useLog()
        if file.wasLeftOpen || state.isSuspect { try opened.quickCheck() }
        try migrations.migrate(opened)
        state = State(connection: opened, reserve: DiskReserve(beside: path))
    }

    /// Reads or writes, apart from Swift's cooperative pool.
    func perform<T: Sendable>(
        _ work: @escaping @Sendable (SQLiteConnection) throws(AssayError) -> T
    ) async throws(AssayError) -> T {
        try await onQueue { database throws(AssayError) in try database.performNow(work) }
    }

    /// Like ``perform(_:)`` in one transaction.
    ///
    /// - Parameters:
    ///   - isLast: Whether it says how something ended: then it may use the room that is set aside on the disk.
    ///   - work: What is done; on a full disk a last transaction does it twice.
    /// - Returns: what the work returns.
    /// - Throws: ``AssayError/Code/storeFull`` where there is no room, either; otherwise what the work throws.
    func transaction<T: Sendable>(
        isLast: Bool = false,
        _ work: @escaping @Sendable (SQLiteConnection) throws(AssayError) -> T
    ) async throws(AssayError) -> T {
        try await onQueue { database throws(AssayError) in
            do throws(AssayError) {
                return try database.transactionNow(work)
            } catch {
                guard isLast, error.code == .storeFull, database.releaseReserve() else { throw error }
                return try database.transactionNow(work)
            }
        }
    }

    /// Closes the file after everything that was asked for before.
    func close() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.state.withLock { $0 = State() }
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

    private func releaseReserve() -> Bool { state.withLock { $0.reserve?.release() ?? false } }

    private func transactionNow<T: Sendable>(
        _ work: (SQLiteConnection) throws(AssayError) -> T
    ) throws(AssayError) -> T {
        try performNow { connection throws(AssayError) in
            try connection.transaction { () throws(AssayError) in try work(connection) }
        }
    }

    private func performNow<T: Sendable>(
        _ work: (SQLiteConnection) throws(AssayError) -> T
    ) throws(AssayError) -> T {
        try state.withLock { state throws(AssayError) in
            if state.isSuspect { try open(&state) }
            guard let connection = state.connection else {
                throw AssayError(.storeFailed, "the run store is not open")
            }
            do throws(AssayError) {
                return try work(connection)
            } catch {
                // What a failed sync has done is not known: the next call opens the file anew.
                if error.code == .storeIO { state = State(isSuspect: true) }
                throw error
            }
        }
    }
}
