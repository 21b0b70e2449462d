internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A pipe that closes with the last reference to it.
final class Pipe: Sendable {
    let reading: Descriptor
    let writing: Descriptor

    init() throws(AssayError) {
        var ends: [Int32] = [-1, -1]
        guard assay_pipe(&ends) == 0 else { throw Descriptor.exhausted() }
        let first = Descriptor(ends[0])
        let second = Descriptor(ends[1])
        reading = try first.raised()
        writing = try second.raised()
    }

    /// Writes one byte.
    func ring() {
        var byte: UInt8 = 1
        while write(writing.number, &byte, 1) < 0, errno == EINTR {}
    }

    /// Reads one byte, and waits for it.
    func await() {
        var byte: UInt8 = 0
        while read(reading.number, &byte, 1) < 0, errno == EINTR || errno == EAGAIN {}
    }
}
