internal import AssayCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a worker prints: the first 64 KiB of a call, its end, and how much there was.
struct OutputCapture {
    private(set) var count = 0
    private(set) var text: [UInt8] = []
    /// The last 2 KiB.
    private(set) var tail: [UInt8] = []

    static let limit = 64 << 10
    private static let tailLimit = 2 << 10

    /// Reads what is there without waiting; whether the other end is still open.
    mutating func drain(_ descriptor: Int32) -> Bool {
        let size = 64 << 10
        return withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { buffer in
            // Bounded, so that a plugin that never stops printing does not keep the host here.
            for _ in 0..<64 {
                let got = read(descriptor, buffer.baseAddress, size)
                if got < 0 { return errno == EAGAIN || errno == EINTR }
                if got == 0 { return false }
                keep(UnsafeRawBufferPointer(buffer)[..<got])
            }
            return true
        }
    }

    /// The piece so far; starts over.
    mutating func take() -> OutputCapture {
        defer { self = OutputCapture() }
        return self
    }

    private mutating func keep(_ bytes: Slice<UnsafeRawBufferPointer>) {
        count += bytes.count
        text.append(contentsOf: bytes.prefix(Self.limit - text.count))
        tail = Array((tail + bytes.suffix(Self.tailLimit)).suffix(Self.tailLimit))
    }
}
