internal import Foundation
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// Room on the disk that is set aside while there is some, for what must be written when there is none.
///
/// The file has no name, so it goes away with the process, however that ends.
final class DiskReserve: Sendable {
    private static let bytes: off_t = 1 << 20
    private let descriptor: Mutex<Int32>

    /// Sets room aside beside a file; where there is none, nothing is set aside.
    init(beside path: String) { descriptor = Mutex(Self.allocate(beside: path) ?? -1) }

    deinit { release() }

    /// Gives the room back.
    ///
    /// - Returns: whether there was something to give.
    @discardableResult
    func release() -> Bool {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return false }
            close(descriptor)
            descriptor = -1
            return true
        }
    }

    private static func allocate(beside path: String) -> Int32? {
        #if os(Linux)
            let name = path + "-reserve-" + String(UInt64.random(in: .min ... .max), radix: 36)
            let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { return nil }
            unlink(name)
            guard posix_fallocate(descriptor, 0, bytes) == 0 else {
                close(descriptor)
                return nil
            }
            return descriptor
        #else
            return nil
        #endif
    }
}
