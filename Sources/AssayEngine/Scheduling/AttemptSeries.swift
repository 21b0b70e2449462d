internal import AssayCore
internal import Synchronization

/// Attempts at replicates that follow each other on one thread, because each is over sooner than another could be launched.
///
/// A series ends early when it is cancelled or has taken too long, and lets go of what it has not begun when an attempt takes
/// long: that is launched anew, so that one slow answer holds up no other.
final class AttemptSeries: Sendable {
    let cancellation = CancellationFlag()
    private let first: Int
    private let plan: RunPlan
    private let sink: @Sendable (ToolSignal, Int) -> Void
    private let announcement: @Sendable (Int) -> Void
    private let state: Mutex<State>
    private let announced = Mutex(Announced())

    /// How long a series may take before it gives the rest back.
    static let longest = Duration.milliseconds(2)

    private struct State {
        /// What the series has to report.
        var range: Range<Int>
        /// The answers from the first on, also those that were reported already.
        var answers: [Answer] = []
        var isClosed = false
        /// When the first attempt began.
        var begun = Duration.zero
        /// When the attempt that is being made began.
        var startedAt = Duration.zero
    }

    /// Of which attempts it was said that they began.
    private struct Announced {
        var told: Set<Int> = []
        /// Of these somebody else is going to say so.
        var left: [Range<Int>] = []
    }

    private struct Answer {
        let result: Result<ToolResult, AssayError>
        let elapsed: Duration
    }

    /// Prepares attempts.
    ///
    /// - Parameters:
    ///   - range: The replicates.
    ///   - plan: The run.
    ///   - announcement: Says that an attempt begins.
    ///   - sink: Takes what an attempt signals.
    init(
        _ range: Range<Int>,
        plan: RunPlan,
        announcement: @escaping @Sendable (Int) -> Void,
        sink: @escaping @Sendable (ToolSignal, Int) -> Void
    ) {
        first = range.lowerBound
        self.plan = plan
        self.announcement = announcement
        self.sink = sink
        var state = State(range: range)
        state.answers.reserveCapacity(range.count)
        self.state = Mutex(state)
    }

    /// The next attempt to make; `nil` at the end of the series.
    func next() -> ToolCall? {
        let isCancelled = cancellation.isCancelled
        let index = state.withLock { state -> Int? in
            if state.answers.isEmpty {
                state.begun = plan.timeline.now()
                state.startedAt = state.begun
            }
            let next = first + state.answers.count
            guard next < state.range.upperBound else { return nil }
            // The last one is not worth handing back.
            let isLate = state.range.count > 1 && state.startedAt - state.begun >= Self.longest
            state.isClosed = state.isClosed || isLate || isCancelled
            return state.isClosed ? nil : next
        }
        guard let index else { return nil }
        if index == first { announce(first) }
        return ToolCall(
            request: plan.request,
            options: plan.toolOptions,
            seed: plan.options.seed(at: index),
            replicate: index,
            traceID: plan.traceID,
            cancellation: cancellation,
            sink: { [self] signal in
                announce(index)
                sink(signal, index)
            }
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

    /// Makes the attempts here and now.
    func run(_ tool: any InlineTool) {
        while let call = next() { record(Result { try tool.answer(call) }.mapError(AssayError.init(ofTool:))) }
    }

    /// Whether there is room for the answers; takes what they need of it.
    func fits(in room: inout Int) -> Bool {
        state.withLock { state in
            for answer in state.answers {
                switch answer.result {
                case .success(let result): if !result.data.fits(in: &room) { return false }
                case .failure(let error): room -= error.message.utf8.count
                }
            }
            return room >= 0
        }
    }

    /// Says of a replicate that an attempt at it begins, unless that was said or is going to be.
    func announce(_ index: Int) {
        announced.withLock { announced in
            guard !announced.left.contains(where: { $0.contains(index) }), announced.told.insert(index).inserted
            else { return }
            announcement(index)
        }
    }

    /// Leaves it to the caller to say that attempts began.
    ///
    /// - Returns: those of which it was said already.
    func leaveAnnouncing(_ range: Range<Int>) -> Set<Int> {
        announced.withLock { announced in
            announced.left.append(range)
            return announced.told.filter(range.contains)
        }
    }

    /// The replicates at which an attempt was begun, those among them that were reported, too.
    var begun: Range<Int> {
        state.withLock { state in
            let answered = first + state.answers.count
            return first..<(state.isClosed ? answered : min(answered + 1, state.range.upperBound))
        }
    }

    /// The replicate whose attempt is being made, where others wait for its end, to begin or to be reported.
    var holdingUp: Int? {
        state.withLock { state in
            let current = first + state.answers.count
            return !state.isClosed && state.range.count > 1 && state.range.contains(current) ? current : nil
        }
    }

    /// Keeps nothing but the attempt that is being made, where it is still the one that was seen to hold up others.
    ///
    /// - Returns: what the series had to report until now.
    func letGo(keeping current: Int) -> Range<Int>? {
        state.withLock { state in
            guard !state.isClosed, first + state.answers.count == current else { return nil }
            defer { state.range = current..<current + 1 }
            return state.range
        }
    }

    /// Ends the series.
    ///
    /// - Returns: what it has to report: replicates, and behind them perhaps some that were not begun.
    func close() -> Range<Int> {
        state.withLock { state in
            state.isClosed = true
            return state.range
        }
    }

    /// The replicates answered so far, with what each attempt signalled.
    func replicates(in range: Range<Int>? = nil, _ signalled: [Int: Signalled]) -> [Replicate] {
        let answers = state.withLock { $0.answers }
        let answered = first..<first + answers.count
        return answered.clamped(to: range ?? answered).map { index in
            plan.check.replicate(
                index: index,
                seed: plan.options.seed(at: index),
                result: answers[index - first].result,
                signalled: signalled[index],
                elapsed: answers[index - first].elapsed
            )
        }
    }
}
