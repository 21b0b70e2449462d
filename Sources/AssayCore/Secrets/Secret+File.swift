#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension Secret {
    /// The most bytes of a key file.
    public static let largestFile = 4096

    /// Reads a key from a file that nobody else can read or have written; one line end at its end is dropped.
    ///
    /// The file is regular, no symbolic link, at most ``largestFile`` bytes, belongs to this user or root, and grants
    /// nothing to group and others.
    ///
    /// - Throws: ``AssayError/Code/unsafePath`` where the file breaks one of these rules, and
    ///   ``AssayError/Code/fileError`` where it cannot be read or is empty.
    public init(file path: String) throws(AssayError) {
        // Without waiting: opening a pipe would otherwise block until somebody writes into it.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.openFailure(path, errno) }
        defer { close(descriptor) }
        try Self.check(descriptor, path)
        let bytes = Self.withoutLineEnd(try Self.contents(descriptor, path))
        guard !bytes.isEmpty else { throw AssayError(.fileError, "The key file \(path) is empty.") }
        self.init(bytes: bytes)
    }

    private static func openFailure(_ path: String, _ error: Int32) -> AssayError {
        if error == ELOOP { return unsafe(path, "is a symbolic link; name the file itself") }
        return AssayError(.fileError, "The key file \(path) cannot be opened: \(String(cString: strerror(error))).")
    }

    private static func unsafe(_ path: String, _ reason: String) -> AssayError {
        AssayError(.unsafePath, "The key file \(path) \(reason).")
    }

    private static func check(_ descriptor: Int32, _ path: String) throws(AssayError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw unsafe(path, "is not a regular file")
        }
        guard status.st_uid == 0 || status.st_uid == geteuid() else {
            throw unsafe(path, "belongs to somebody else; it has to belong to you or root")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw unsafe(path, "can be used by others; `chmod 600` it")
        }
    }

    private static func contents(_ descriptor: Int32, _ path: String) throws(AssayError) -> [UInt8] {
        // One more than allowed: the file may have grown since anybody looked.
        var bytes = [UInt8](repeating: 0, count: largestFile + 1)
        var count = 0
        while count < bytes.count {
            let step = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + count, $0.count - count) }
            guard step >= 0 else { throw openFailure(path, errno) }
            if step == 0 { break }
            count += step
        }
        guard count <= largestFile else { throw unsafe(path, "is larger than \(largestFile) bytes") }
        return Array(bytes.prefix(count))
    }

    private static func withoutLineEnd(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.suffix(2) == [13, 10] { return bytes.dropLast(2) }
        return bytes.last == 10 ? bytes.dropLast() : bytes
    }
}
