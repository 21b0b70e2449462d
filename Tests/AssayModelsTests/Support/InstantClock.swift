import Synchronization

/// A clock on which waits are over at once and have taken their time; only those of half a minute and more, which are limits
/// on calls, never end.
final class InstantClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Swift.Duration
        func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let time = Mutex(Swift.Duration.zero)
    var now: Instant { Instant(offset: time.withLock { $0 }) }
    let minimumResolution = Swift.Duration.nanoseconds(1)

    func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
        try Task.checkCancellation()
        if deadline.offset - now.offset >= .seconds(30) {
            let (silence, never) = AsyncStream<Never>.makeStream()
            defer { never.finish() }
            for await _ in silence {}
            throw CancellationError()
        }
        time.withLock { $0 = max($0, deadline.offset) }
    }
}
