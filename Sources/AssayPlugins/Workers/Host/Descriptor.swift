internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An open file that closes with the last reference to it.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// The same file under a number that no worker is given as one of its own.
    func raised() throws(AssayError) -> Descriptor {
        let copy = assay_raise(number)
        guard copy >= 0 else { throw Self.exhausted() }
        return Descriptor(copy)
    }

    /// A file in memory.
    static func memory(_ name: String) throws(AssayError) -> Descriptor {
        let number = assay_memory_file(name)
        guard number >= 0 else { throw exhausted() }
        return try Descriptor(number).raised()
    }

    /// A file in memory that holds these bytes and that nobody can change.
    static func sealed(_ bytes: [UInt8], name: String) throws(AssayError) -> Descriptor {
        let file = try memory(name)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(file.number, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw exhausted() }
            written += count
        }
        guard assay_seal_contents(file.number) == 0 else { throw exhausted() }
        return file
    }

    static func exhausted() -> AssayError {
        AssayError(
            .workerUnavailable,
            "no worker process can be started: \(PluginFile.reason(errno))",
            isRetryable: true
        )
    }
}
