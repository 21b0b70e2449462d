import AssayCore
import Synchronization
import Testing

/// A clock whose time stands until it is told to sleep, which takes it there at once.
private final class JumpingClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let time = Mutex(Duration.seconds(100))
    var now: Instant { Instant(offset: time.withLock { $0 }) }
    var minimumResolution: Duration { .zero }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        time.withLock { $0 = max($0, deadline.offset) }
    }
}

@Suite("Timelines")
struct TimelineTests {
    @Test("Time starts at 0 when the timeline does, whatever the clock says")
    func start() {
        #expect(Timeline(clock: JumpingClock()).now() == .zero)
    }

    @Test("Waiting is until a time since the start, not for a time")
    func sleep() async throws {
        let timeline = Timeline(clock: JumpingClock())
        try await timeline.sleep(until: .seconds(5))
        #expect(timeline.now() == .seconds(5))
        try await timeline.sleep(until: .seconds(3))
        #expect(timeline.now() == .seconds(5))
    }

    @Test("Waiting ends with an error when the task is cancelled")
    func cancellation() async {
        let timeline = Timeline(clock: JumpingClock())
        let (gate, open) = AsyncStream<Void>.makeStream()
        let task = Task {
            for await _ in gate {}
            try await timeline.sleep(until: .seconds(5))
        }
        task.cancel()
        open.finish()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
