internal import AssayCore
internal import Foundation

/// Copies of a database file.
enum DatabaseCopy {
    /// Copies a file as it is when its write lock was taken; the copy is there whole and synced, or not at all.
    ///
    /// - Parameters:
    ///   - writer: A connection that holds the write lock, so that nobody else makes the same copy.
    ///   - path: The copy; an earlier one is replaced.
    /// - Throws: ``AssayError/Code/storeFull`` or ``AssayError/Code/storeIO``; nothing is left then.
    static func make(of writer: SQLiteConnection, to path: String) throws(AssayError) {
        let part = path + ".part"
        do throws(AssayError) {
            // What a process left that died in the middle.
            unlink(part)
            try createPrivately(part)
            try writer.reader().rows("VACUUM INTO ?", [.text(part)])
            try synchronize(part)
            guard rename(part, path) == 0 else { throw failure(path) }
            try synchronize(URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false))
        } catch {
            unlink(part)
            throw error
        }
    }

    private static func createPrivately(_ path: String) throws(AssayError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        close(descriptor)
    }

    private static func synchronize(_ path: String) throws(AssayError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        // Some file systems cannot sync a directory.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(path) }
    }

    private static func failure(_ path: String) -> AssayError {
        let code: AssayError.Code = errno == ENOSPC || errno == EDQUOT ? .storeFull : .storeIO
        return AssayError(code, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
