internal import AssayCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A plugin or library file, opened, read and hashed once.
final class PluginFile {
    /// The path without symbolic links, absolute.
    let path: String
    /// What it is used as.
    let kind: NativeFileKind
    /// Everything in the file.
    let bytes: [UInt8]
    /// Which file it is.
    let identity: FileIdentity
    /// Why others could have changed it; `nil` when nobody else could.
    let weakness: AssayError?
    /// The SHA-256 of the bytes, in lower-case hexadecimal; many files are looked at and never asked for it.
    private(set) lazy var sha256 = SHA256.hexDigest(of: bytes)

    static let sizeLimit: Int64 = 64 << 20

    /// Opens a path, follows symbolic links and reads the file they end at.
    ///
    /// Others may own a link on the way: they choose which file is looked at, and the checks hold for that file.
    init(path: String, kind: NativeFileKind = .plugin) throws(AssayError) {
        self.path = try Self.canonicalPath(path, kind: kind)
        self.kind = kind
        // A pipe or device in place of the file must not block the open.
        let descriptor = open(self.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.failure(self.path, "cannot be opened: \(Self.reason(errno))") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw Self.failure(self.path, "cannot be examined: \(Self.reason(errno))")
        }
        try Self.checkKind(self.path, kind, status)
        bytes = try Self.read(descriptor, size: Int(status.st_size), path: self.path)
        identity = FileIdentity(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            inode: UInt64(truncatingIfNeeded: status.st_ino)
        )
        weakness = FileSafety(path: self.path, kind: kind, status: status).weakness()
    }

    /// The absolute path of a file without symbolic links.
    static func canonicalPath(_ path: String, kind: NativeFileKind = .plugin) throws(AssayError) -> String {
        guard !path.utf8.contains(0) else {
            throw AssayError(.loadFailed, "a \(kind) path holds a zero byte; name the file by its path")
        }
        guard path.utf8.contains(UInt8(ascii: "/")) else {
            throw failure(path, "is a bare name; name the file by its path, as in ./\(path)")
        }
        guard let resolved = realpath(path, nil) else { throw failure(path, "cannot be opened: \(reason(errno))") }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    static func reason(_ code: Int32) -> String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }
}

extension PluginFile {
    private static func failure(_ path: String, _ what: String) -> AssayError {
        AssayError(.loadFailed, "\(path) \(what)")
    }

    private static func checkKind(_ path: String, _ kind: NativeFileKind, _ status: stat) throws(AssayError) {
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw AssayError(.unsafePath, "\(path) is not a regular file; a \(kind) is a shared library file")
        }
        guard status.st_size <= sizeLimit else {
            throw failure(path, "has \(status.st_size) bytes; a \(kind) has at most \(sizeLimit)")
        }
    }

    private static func read(_ descriptor: Int32, size: Int, path: String) throws(AssayError) -> [UInt8] {
        var problem: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                // The module is not named because it differs between systems; the free function is meant.
                let got = readOnce(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { problem = errno }
                if got <= 0 { return }
                count += got
            }
        }
        guard problem == 0 else { throw failure(path, "cannot be read: \(reason(problem))") }
        guard bytes.count == size else { throw failure(path, "became shorter while it was read; load it again") }
        return bytes
    }
}

private func readOnce(_ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ size: Int) -> Int {
    read(descriptor, buffer, size)
}
