internal import AssayCore
internal import Synchronization

/// Makes attempts at one replicate until one answers or no further one is allowed.
///
/// Each attempt has a time limit of its own and asks, in this order, the breaker and the bulkhead. After
/// ``cancel()`` the loop ends within the grace time, whatever the tool does, and every permit is back.
final class AttemptLoop: Sendable {
    /// What the loop needs from the run.
    struct Hooks: Sendable {
        /// Settles what one attempt used and reserves for the next; says whether there is room.
        let mayRetry: @Sendable (_ failed: Attempt, _ next: Int) -> Bool
        /// Reserves for an attempt beside the first; says whether there is room.
        let mayHedge: @Sendable (_ next: Int) -> Bool
        let emit: @Sendable (Event.Kind) -> Void
    }

    /// What a loop came to.
    struct Ending: Sendable {
        let result: Result<ToolResult, AssayError>
        /// Every attempt; empty where the first was the only one.
        let attempts: [Attempt]
    }

    private let plan: RunPlan
    private let policy: AttemptPolicy
    private let call: ToolCall
    private let hooks: Hooks
    private let sink: @Sendable (ToolSignal) -> Void
    private let state = Mutex(State())

    private struct State {
        var isCancelled = false
        var running: [Int: AttemptCall] = [:]
        var sleep: Task<Void, Never>?
        var attempts: [Attempt] = []
        /// Attempts that have ended and of which the breaker has not heard.
        var unsettled: [(call: AttemptCall, result: Result<ToolResult, AssayError>)] = []
    }

    init(
        _ call: ToolCall,
        plan: RunPlan,
        policy: AttemptPolicy,
        hooks: Hooks,
        sink: @escaping @Sendable (ToolSignal) -> Void
    ) {
        self.call = call
        self.plan = plan
        self.policy = policy
        self.hooks = hooks
        self.sink = sink
    }

    func start(completion: @escaping @Sendable (Ending) -> Void) {
        Task(executorPreference: ToolThreads.shared) {
            let result = await self.run()
            let attempts = self.state.withLock { $0.attempts }
            let isSingle = attempts.count == 1 && attempts.first?.number == 1
            completion(Ending(result: result, attempts: isSingle ? [] : attempts.sorted { $0.number < $1.number }))
        }
    }

    /// Gives the replicate up; the loop ends within the grace time.
    func cancel() {
        let (calls, sleep) = state.withLock { state in
            state.isCancelled = true
            return (Array(state.running.values), state.sleep)
        }
        for call in calls { call.giveUp() }
        sleep?.cancel()
    }

    private func run() async -> Result<ToolResult, AssayError> {
        var number = 1
        var waited = Duration.zero
        for retry in 1... {
            let (result, last) = await attempt(number, after: waited)
            guard case .failure(let error) = result else {
                settle(isRetried: false)
                if lastNumber == 1 { policy.retryBudget?.noteSuccess() }
                return result
            }
            if error.code == .timeout { hooks.emit(.timeout(replicate: "r\(call.replicate + 1)")) }
            let left = plan.deadline.map { $0 - plan.timeline.now() }
            guard !isCancelled,
                let delay = policy.delay(after: error, retry: retry, replicate: call.replicate, left: left),
                hooks.mayRetry(last, lastNumber + 1)
            else {
                settle(isRetried: false)
                return result
            }
            settle(isRetried: true)
            hooks.emit(
                .attemptFailed(
                    replicate: "r\(call.replicate + 1)",
                    attempt: last.number,
                    error: error,
                    retryInMS: delay.wholeMilliseconds
                )
            )
            await sleep(delay)
            if isCancelled { return result }
            waited = delay
            number = lastNumber + 1
        }
        return .failure(AssayError(.cancelled, "the replicate was given up"))
    }

    private var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// The number of the latest attempt.
    private var lastNumber: Int { state.withLock { $0.attempts.map(\.number).max() ?? 0 } }

    private func sleep(_ delay: Duration) async {
        guard delay > .zero else { return }
        let timeline = plan.timeline
        let end = timeline.now() + delay
        let task = Task<Void, Never> { _ = try? await timeline.sleep(until: end) }
        let isCancelled = state.withLock { state in
            state.sleep = task
            return state.isCancelled
        }
        if isCancelled { task.cancel() }
        await task.value
        state.withLock { $0.sleep = nil }
    }
}

// MARK: One attempt, or two beside each other

extension AttemptLoop {
    private func attempt(_ number: Int, after waited: Duration) async -> (Result<ToolResult, AssayError>, Attempt) {
        let first = begin(number, after: waited)
        guard let hedgeAfter = policy.hedgeAfter else {
            let result = await first.ending.value
            return (result, record(first, result))
        }
        return await hedge(first, after: hedgeAfter)
    }

    /// A second attempt where the first takes long: the first answer counts, the other attempt is given up.
    private func hedge(
        _ first: AttemptCall,
        after delay: Duration
    ) async -> (Result<ToolResult, AssayError>, Attempt) {
        let race = Promise<Int?>()
        let timeline = plan.timeline
        let end = timeline.now() + delay
        let timer = Task { if (try? await timeline.sleep(until: end)) != nil { race.fulfil(nil) } }
        Task {
            _ = await first.ending.value
            race.fulfil(first.number)
        }
        let early = await race.value
        timer.cancel()
        guard early == nil, !isCancelled, policy.retryBudget?.takeRetry() ?? true,
            hooks.mayHedge(first.number + 1)
        else {
            let result = await first.ending.value
            return (result, record(first, result))
        }
        let second = begin(first.number + 1, after: .zero)
        let (winner, loser) = await faster(first, second)
        let result = await winner.ending.value
        if case .failure = result {
            let other = await loser.ending.value
            _ = record(winner, result)
            return (other, record(loser, other))
        }
        loser.giveUp()
        _ = record(loser, .failure(AssayError(.cancelled, "another attempt answered first")))
        return (result, record(winner, result))
    }

    private func faster(_ first: AttemptCall, _ second: AttemptCall) async -> (AttemptCall, AttemptCall) {
        let race = Promise<Int>()
        for call in [first, second] {
            Task {
                _ = await call.ending.value
                race.fulfil(call.number)
            }
        }
        return await race.value == first.number ? (first, second) : (second, first)
    }

    private func begin(_ number: Int, after waited: Duration) -> AttemptCall {
        let attempt = AttemptCall(call, number: number, plan: plan, policy: policy, waited: waited, sink: sink)
        let isCancelled = state.withLock { state in
            state.running[number] = attempt
            return state.isCancelled
        }
        attempt.start()
        if isCancelled { attempt.giveUp() }
        return attempt
    }

    private func settle(isRetried: Bool) {
        let ended = state.withLock { state in
            defer { state.unsettled = [] }
            return state.unsettled
        }
        for (call, result) in ended {
            call.settle(policy.ending(of: result, attempt: call.number, isRetried: isRetried))
        }
    }

    private func record(_ call: AttemptCall, _ result: Result<ToolResult, AssayError>) -> Attempt {
        let attempt = call.attempt(result)
        state.withLock { state in
            state.running[call.number] = nil
            state.attempts.append(attempt)
            state.unsettled.append((call, result))
        }
        return attempt
    }
}
