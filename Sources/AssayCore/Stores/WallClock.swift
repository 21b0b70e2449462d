#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Reads the time of day, on which stores of several processes agree.
public struct WallClock: Sendable {
    /// Milliseconds since the start of 1970, UTC.
    public let nowMS: @Sendable () -> Int64

    /// Creates a clock that reads what the closure says.
    public init(_ nowMS: @escaping @Sendable () -> Int64) { self.nowMS = nowMS }

    /// The machine's clock.
    public static let system = WallClock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
