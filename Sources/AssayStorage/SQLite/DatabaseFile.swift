internal import AssayCore
internal import CSQLite
internal import Foundation
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// The file of a database, in use by this process for as long as the value lives.
///
/// Whoever closes a file gives up all locks its process has on it (POSIX). So this process touches a file that is in use
/// through SQLite alone: it is created, or looked at, only while nobody here has it open.
final class DatabaseFile: Sendable {
    /// The path.
    let path: String
    /// Whether everybody who used it has died without closing it.
    let wasLeftOpen: Bool
    private let identity: FileIdentity
    private static let inUse = Mutex<[FileIdentity: Int]>([:])

    /// Creates the file and its directory for the owner alone where there are none, and refuses places a database must not
    /// lie.
    init(_ path: String) throws(AssayError) {
        self.path = path
        try Self.prepareDirectory(of: path)
        (identity, wasLeftOpen) = try Self.inUse.withLock { inUse throws(AssayError) in
            try Self.create(path)
            let identity = try FileIdentity(path)
            let isFirst = inUse[identity] == nil
            inUse[identity, default: 0] += 1
            return (identity, isFirst && Self.hasForsakenLog(path))
        }
    }

    deinit {
        Self.inUse.withLock { [identity] inUse in
            inUse[identity, default: 1] -= 1
            if inUse[identity] == 0 { inUse[identity] = nil }
        }
    }

    private static func create(_ path: String) throws(AssayError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw AssayError(.storeFailed, "\(path) cannot be created: \(String(cString: strerror(errno)))")
        }
        close(descriptor)
    }

    /// Whether there is a log nobody has cleared away, and nobody who has the log's index open.
    private static func hasForsakenLog(_ path: String) -> Bool {
        var status = stat()
        guard stat(path + "-wal", &status) == 0, status.st_size > 0 else { return false }
        let index = open(path + "-shm", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard index >= 0 else { return true }
        defer { close(index) }
        // Every connection holds this byte for as long as it is open ("dead man's switch").
        var lock = flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 128, l_len: 1, l_pid: 0)
        return fcntl(index, F_GETLK, &lock) != 0 || lock.l_type == Int16(F_UNLCK)
    }
}

/// A file, whatever path leads to it.
private struct FileIdentity: Hashable {
    private let device: UInt64
    private let number: UInt64

    init(_ path: String) throws(AssayError) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw AssayError(.storeFailed, "\(path) cannot be used: it must be a regular file, and no link")
        }
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
    }
}

// MARK: Places

extension DatabaseFile {
    private static func prepareDirectory(of path: String) throws(AssayError) {
        let directory = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        if !FileManager.default.fileExists(atPath: directory) {
            do {
                try FileManager.default.createDirectory(
                    atPath: directory,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            } catch {
                throw AssayError(.storeFailed, "\(directory) cannot be created for the run store")
            }
        }
        guard !networkFileSystems.contains(assay_file_system(directory)) else {
            throw AssayError(
                .storeFailed,
                "\(directory) is on a network file system, whose locks cannot be relied on: name a file on a local one"
            )
        }
    }

    /// As statfs(2) numbers them.
    ///
    /// Locks of such file systems have damaged databases, and the index of the log is memory that only one machine sees.
    private static let networkFileSystems: Set<UInt> = [
        0x6969,  // NFS
        0x517B, 0xFE53_4D42, 0xFF53_4D42,  // SMB, three kinds
        0x0102_1997,  // 9P
        0x564C,  // NCP
        0x5346_414F,  // AFS
        0x7375_7245,  // Coda
        0x00C3_6400,  // Ceph
        0x0BD0_0BD0,  // Lustre
        0x4750_4653,  // GPFS
    ]
}
