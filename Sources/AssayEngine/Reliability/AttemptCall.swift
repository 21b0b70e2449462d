internal import AssayCore
internal import Synchronization

/// One attempt at a replicate: breaker, time limit, bulkhead, call, in this order.
///
/// It ends within the grace time after its time limit and after ``giveUp()``, whatever the tool does.
final class AttemptCall: Sendable {
    let number: Int
    let ending = Promise<Result<ToolResult, AssayError>>()
    /// What the tool answered, or that nobody waits for it any more.
    private let answer = Promise<Result<ToolResult, AssayError>>()
    private let call: ToolCall
    private let plan: RunPlan
    private let policy: AttemptPolicy
    private let waited: Duration
    private let sink: @Sendable (ToolSignal) -> Void
    private let flag = CancellationFlag()
    private let startedAt: Duration
    private let state = Mutex(State())
    private let permit = Mutex<CircuitBreaker.Permit?>(nil)

    private struct State {
        var usage: Usage?
        /// Whether the call has left the line.
        var isBegun = false
        var isExpired = false
        var isGivenUp = false
        var isOver = false
        var endedAt: Duration?
        var timers: [Task<Void, Never>] = []
        var work: Task<Void, Never>?
    }

    init(
        _ call: ToolCall,
        number: Int,
        plan: RunPlan,
        policy: AttemptPolicy,
        waited: Duration,
        sink: @escaping @Sendable (ToolSignal) -> Void
    ) {
        self.call = call
        self.number = number
        self.plan = plan
        self.policy = policy
        self.waited = waited
        self.sink = sink
        startedAt = plan.timeline.now()
    }

    func start() {
        if let timeout = plan.timeout {
            after(timeout) { attempt in
                attempt.state.withLock { $0.isExpired = true }
                attempt.giveUp()
            }
        }
        let work = Task(executorPreference: ToolThreads.shared) { await self.perform() }
        let isGivenUp = state.withLock { state in
            state.work = work
            return state.isGivenUp
        }
        if isGivenUp { work.cancel() }
    }

    /// Asks the tool to stop, and stops waiting for it after the grace time.
    func giveUp() {
        let work = state.withLock { state in
            state.isGivenUp = true
            return state.work
        }
        flag.cancel()
        // A call that waits in line leaves it at once.
        work?.cancel()
        after(RunPlan.grace) { $0.answer.fulfil(.failure(Self.givenUp)) }
    }

    /// The record of the attempt, once it has ended with a result.
    func attempt(_ result: Result<ToolResult, AssayError>) -> Attempt {
        let (signalled, endedAt) = state.withLock { ($0.usage, $0.endedAt) }
        var attempt = Attempt(number: number)
        attempt.usage = signalled
        attempt.elapsedMS = ((endedAt ?? plan.timeline.now()) - startedAt).wholeMilliseconds
        attempt.delayMS = waited.wholeMilliseconds
        switch result {
        case .success(let answer): attempt.usage = Usage.total([signalled, answer.usage])
        case .failure(let error): attempt.failure = error
        }
        return attempt
    }

    private static let timeout = AssayError(.timeout, "no answer within the time limit", isRetryable: true)

    private static let noPlace = AssayError(
        .bulkheadFull,
        "no place for the call came free within the time limit",
        isRetryable: true
    )

    private static let givenUp = AssayError(.cancelled, "the attempt was given up")

    /// Holds the permit and the place only as long as somebody waits for the call.
    private func perform() async {
        do throws(AssayError) {
            try permit.withLock { permit throws(AssayError) in permit = try policy.breaker?.acquire() }
        } catch {
            return end(.failure(error))
        }
        end(await callInPlace())
    }

    private func callInPlace() async -> Result<ToolResult, AssayError> {
        let place: Bulkhead.Place?
        do throws(AssayError) {
            place = try await policy.bulkhead?.enter()
        } catch {
            return .failure(error)
        }
        guard !flag.isCancelled else { return .failure(Self.givenUp) }
        state.withLock { $0.isBegun = true }
        let call = call.attempt(number, timeout: plan.timeout, cancellation: flag) { [weak self] in self?.receive($0) }
        plan.executor.execute(call, on: plan.tool) { [answer] in answer.fulfil($0) }
        let result = await answer.value
        _ = consume place
        return result
    }

    /// Tells the breaker how the attempt ended; without it the permit goes back without a word.
    func settle(_ ending: BreakerMachine.Ending) {
        let permit = permit.withLock { $0.take() }
        permit?.settle(ending)
    }

    private func end(_ result: Result<ToolResult, AssayError>) {
        let now = plan.timeline.now()
        let (expiry, timers) = state.withLock { state in
            defer { state.timers = [] }
            state.isOver = true
            state.endedAt = now
            return (state.isExpired ? state.isBegun ? Self.timeout : Self.noPlace : nil, state.timers)
        }
        let ending = expiry.map { .failure($0) } ?? result
        for timer in timers { timer.cancel() }
        self.ending.fulfil(ending)
    }

    private func receive(_ signal: ToolSignal) {
        if case .usage(let usage) = signal {
            let isOver = state.withLock { state in
                if !state.isOver { state.usage = (state.usage ?? Usage()) + usage }
                return state.isOver
            }
            // What a lost attempt still reports must not be charged to the next one.
            if isOver { return }
        }
        sink(signal)
    }

    private func after(_ delay: Duration, _ fire: @escaping @Sendable (AttemptCall) -> Void) {
        let timeline = plan.timeline
        let time = timeline.now() + delay
        let timer = Task { [weak self] in
            guard (try? await timeline.sleep(until: time)) != nil, let self else { return }
            fire(self)
        }
        let isOver = state.withLock { state in
            if !state.isOver { state.timers.append(timer) }
            return state.isOver
        }
        if isOver { timer.cancel() }
    }
}
