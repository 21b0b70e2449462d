import AssayCore
import Synchronization

/// How long one call has waited for whoever reads its events, which is not the model's time.
final class ReaderTime: Sendable {
    private let timeline: Timeline
    private let state = Mutex(State())

    private struct State {
        var spent = Duration.zero
        /// When the wait that goes on began.
        var since: Duration?
    }

    init(_ timeline: Timeline) { self.timeline = timeline }

    /// Hands an event over and measures how long that takes; one at a time.
    func measure(_ hand: () async -> Void) async {
        let start = timeline.now()
        state.withLock { $0.since = start }
        await hand()
        let end = timeline.now()
        state.withLock { state in
            state.spent += end - start
            state.since = nil
        }
    }

    /// All waits so far, with the one that goes on.
    var total: Duration {
        let now = timeline.now()
        return state.withLock { state in state.spent + (state.since.map { max(.zero, now - $0) } ?? .zero) }
    }
}
