internal import AssayCore
internal import Foundation

/// An open file, closed with the value.
struct OpenFile: ~Copyable {
    private let descriptor: Int32

    /// Opens a file or pipe to read.
    init(reading path: String) throws(FileProblem) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .last }
        let kind = try kind()
        guard kind != S_IFDIR else { throw .isDirectory }
        // Some devices have no end.
        guard kind != S_IFBLK, kind != S_IFCHR || isatty(descriptor) == 1 else {
            throw FileProblem("it is a device, and must be a file or a pipe")
        }
    }

    /// The bytes of a file or pipe, or one byte more than the limit, which tells that there are more.
    static func contents(of path: String, upTo limit: Int) throws(AssayError) -> [UInt8] {
        do throws(FileProblem) {
            return try OpenFile(reading: path).read(upTo: limit)
        } catch {
            throw AssayError(.fileError, "\(path) cannot be read: \(error.reason)")
        }
    }

    /// Takes over a descriptor, which is negative when it could not be opened.
    init(owning descriptor: Int32) { self.descriptor = descriptor }

    var isOpen: Bool { descriptor >= 0 }

    /// The descriptor, borrowed while the file is open.
    var rawDescriptor: Int32 { descriptor }

    /// Creates a file that was not there, with the permissions of the one it will replace.
    ///
    /// No permissions leave them to the process's mask.
    init(creating path: String, permissions: mode_t?) throws(FileProblem) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions == nil ? 0o666 : 0o600)
        guard descriptor >= 0 else { throw .last }
        if let permissions, fchmod(descriptor, permissions) != 0 { throw .last }
    }

    /// Opens a pipe or device to write.
    init(writing path: String) throws(FileProblem) {
        descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .last }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    private func kind() throws(FileProblem) -> mode_t {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last }
        return status.st_mode & S_IFMT
    }

    /// Everything to the end, or one byte more than the limit, which tells that there is more.
    func read(upTo limit: Int) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while bytes.count <= limit {
            let wanted = min(buffer.count, limit - bytes.count + 1)
            let count = Foundation.read(descriptor, &buffer, wanted)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .last }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    func write(_ bytes: [UInt8]) throws(FileProblem) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .last }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits until the contents are on the medium; pipes have none.
    func synchronize() throws(FileProblem) {
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw .last }
    }
}
