internal import AssayCore
internal import Synchronization

/// Attempts at replicates that follow each other on one thread, because each is over sooner than another could be launched.
///
/// A series ends early when it is cancelled or has taken too long; what it did not get to is launched anew, so that one slow
/// answer holds up no other.
final class AttemptSeries: Sendable {
    let range: Range<Int>
    let cancellation = CancellationFlag()
    private let plan: RunPlan
    private let sink: @Sendable (ToolSignal, Int) -> Void
    private let state: Mutex<State>

    /// How long a series may take before it gives the rest back.
    static let longest = Duration.milliseconds(2)

    private struct State {
        var answers: [Answer] = []
        /// When the first attempt began.
        var begun = Duration.zero
        /// When the attempt that is being made began.
        var startedAt = Duration.zero
    }

    private struct Answer {
        let result: Result<ToolResult, AssayError>
        let elapsed: Duration
    }

    init(_ range: Range<Int>, plan: RunPlan, sink: @escaping @Sendable (ToolSignal, Int) -> Void) {
        self.range = range
        self.plan = plan
        self.sink = sink
        var state = State()
        state.answers.reserveCapacity(range.count)
        self.state = Mutex(state)
    }

    /// The next attempt to make; `nil` at the end of the series.
    func next() -> ToolCall? {
        let place = state.withLock { state in
            if state.answers.isEmpty {
                state.begun = plan.timeline.now()
                state.startedAt = state.begun
            }
            return state.startedAt - state.begun < Self.longest ? state.answers.count : range.count
        }
        guard place < range.count, !cancellation.isCancelled else { return nil }
        let index = range.lowerBound + place
        return ToolCall(
            request: plan.request,
            options: plan.toolOptions,
            seed: plan.options.seed(at: index),
            replicate: index,
            traceID: plan.traceID,
            cancellation: cancellation,
            sink: { [sink] in sink($0, index) }
        )
    }

    /// Takes the answer to the latest attempt.
    func record(_ result: Result<ToolResult, AssayError>) {
        let now = plan.timeline.now()
        state.withLock { state in
            state.answers.append(Answer(result: result, elapsed: now - state.startedAt))
            state.startedAt = now
        }
    }

    /// The replicates answered so far, and what each attempt signalled.
    func replicates(_ signalled: [Int: Signalled]) -> [Replicate] {
        let answers = state.withLock { $0.answers }
        return answers.indices.map { place in
            let index = range.lowerBound + place
            return plan.check.replicate(
                index: index,
                seed: plan.options.seed(at: index),
                result: answers[place].result,
                signalled: signalled[index],
                elapsed: answers[place].elapsed
            )
        }
    }
}
