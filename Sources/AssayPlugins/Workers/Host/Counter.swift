internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Wakes one waiter for each time it is raised.
final class Counter: Sendable {
    private let pipe: Pipe

    init() throws(AssayError) {
        pipe = try Pipe()
        assay_set_nonblocking(pipe.reading.number)
        assay_set_nonblocking(pipe.writing.number)
    }

    /// Wakes a waiter, or the next one that comes.
    func raise() { pipe.ring() }

    /// Waits until it is raised, but not longer than that.
    func wait(milliseconds: Int32) {
        var entry = pollfd(fd: pipe.reading.number, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, milliseconds) > 0 else { return }
        var byte: UInt8 = 0
        _ = read(pipe.reading.number, &byte, 1)
    }
}
