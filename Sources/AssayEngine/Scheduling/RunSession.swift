internal import AssayCore
internal import AssayStatistics
internal import Synchronization

/// Carries out what the scheduler decides.
///
/// All decisions are made under the lock, all actions after leaving it.
final class RunSession: Sendable {
    let plan: RunPlan
    let log = EventLog()
    let promise = Promise<Result<OrchestrationOutput, AssayError>>()
    let state: Mutex<State>
    let recorder: RunRecorder?
    /// Keeps numbering and delivery of events in one order, and ends it.
    let events: Mutex<EventState>
    let started: Duration
    /// The tool, where the run may be over on the thread that starts it.
    let inlineTool: (any InlineTool)?
    private let seriesExecutor: InProcessExecutor?

    struct EventState {
        var next = 0
        var isClosed = false
    }

    struct State {
        var scheduler: ReplicateScheduler
        /// How to ask the attempts in flight to stop, by the first replicate of their launch.
        var stops: [Int: @Sendable () -> Void] = [:]
        var signalled: [Int: Signalled] = [:]
        /// Series in flight, by their first replicate.
        var series: [Int: AttemptSeries] = [:]
        /// By the first replicate of what is going to be reported.
        var untold: [Int: Untold] = [:]
        var timers: [Int: Task<Void, Never>] = [:]
        var pending: [ReplicateScheduler.Action] = []
        var isActing = false
        /// When what was interrupted must be over.
        var drainEnd: Duration?
        /// How much the answers given on the thread that started the run may still hold.
        var inlineRoom = RunSession.shortText
    }

    /// How much answers may hold that are looked at where it must not take long.
    static let shortText = 4096

    init(_ plan: consuming RunPlan) {
        recorder = plan.recorder()
        if let recorder { plan.executor = RecordingExecutor(base: plan.executor, recorder: recorder) }
        started = plan.timeline.now()
        seriesExecutor = plan.seriesExecutor
        inlineTool = plan.inlineTool(on: seriesExecutor)
        events = Mutex(EventState(next: plan.history.nextEvent))
        state = Mutex(State(scheduler: plan.scheduler(hasSeries: seriesExecutor != nil)))
        self.plan = plan
    }

    func start() {
        let descriptor = plan.tool.descriptor
        beginRecord()
        emit(
            .toolStarted(
                tool: descriptor.name,
                version: descriptor.version,
                k: plan.options.k,
                stopRule: plan.options.stoppingRule.name
            )
        )
        if plan.options.k > 1 && descriptor.flags.contains(.deterministic) {
            emit(
                .warning(
                    message: "the tool says it is deterministic: replicates will agree and prove nothing",
                    replicate: nil
                )
            )
        }
        if let deadline = plan.deadline.map({ started + $0 }) {
            setTimer(Self.deadlineTimer, at: deadline) { $0.interrupt(.deadline, since: deadline) }
        }
        for note in plan.notes { emit(.warning(message: note, replicate: nil)) }
        guard inlineTool != nil else { return performApart { $0.start() } }
        if schedule({ $0.start() }) { act(onStartingThread: true) }
    }

    /// Ends the run.
    ///
    /// - Parameters:
    ///   - ending: Why.
    ///   - time: When it had to end, from which the grace time counts, however late this is noticed; `nil` means now.
    func interrupt(_ ending: BundleBuilder.Ending, since time: Duration? = nil) {
        let drainEnd = (time ?? plan.timeline.now()) + RunPlan.grace
        // Another reason to end, later, gives nobody more time.
        state.withLock { $0.drainEnd = min($0.drainEnd ?? drainEnd, drainEnd) }
        let remains = remains(after: .zero)
        performApart { $0.interrupt(ending, leaving: remains) }
        // At once: whoever acts may be an attempt itself.
        let stops = state.withLock { Array($0.stops.values) }
        for stop in stops { stop() }
    }

    private static let deadlineTimer = -1
    private static let drainTimer = -2

    /// Decides under the lock; the actions are carried out one after the other, in the order of the decisions.
    ///
    /// Whoever decides while another thread acts leaves its actions to that thread.
    func perform(_ decide: (inout ReplicateScheduler) -> [ReplicateScheduler.Action]) {
        if schedule(decide) { act() }
    }

    /// Like `perform`, for callers on Swift's cooperative pool: summaries may take long.
    private func performApart(_ decide: (inout ReplicateScheduler) -> [ReplicateScheduler.Action]) {
        guard schedule(decide) else { return }
        Task(executorPreference: ToolThreads.shared) { self.act() }
    }

    /// - Returns: whether the caller is the one to act.
    private func schedule(_ decide: (inout ReplicateScheduler) -> [ReplicateScheduler.Action]) -> Bool {
        state.withLock { state in
            state.pending += decide(&state.scheduler)
            guard !state.isActing, !state.pending.isEmpty else { return false }
            state.isActing = true
            return true
        }
    }

    private func act(onStartingThread: Bool = false) {
        while true {
            let actions = state.withLock { state in
                defer { state.pending = [] }
                state.isActing = !state.pending.isEmpty
                return state.pending
            }
            if actions.isEmpty { return }
            for (place, action) in actions.enumerated() {
                if onStartingThread && !mayAnswerInline { return goOnApart(with: actions[place...]) }
                perform(action)
            }
        }
    }

    /// Lets another thread act.
    private func goOnApart(with actions: ArraySlice<ReplicateScheduler.Action>) {
        state.withLock { $0.pending.insert(contentsOf: actions, at: 0) }
        Task(executorPreference: ToolThreads.shared) { self.act() }
    }

    private func perform(_ action: ReplicateScheduler.Action) {
        switch action {
        case .launch(let range): launch(range)
        case .abandon(let launches): abandon(launches)
        case .judge(let prefix):
            let verdict = plan.judge.verdict(prefix)
            summarize(prefix)
            perform { $0.judged(prefix.count, verdict) }
        case .awaitGrace(let first): awaitGrace(first)
        case .awaitDrain: setTimer(Self.drainTimer, at: state.withLock { $0.drainEnd } ?? .zero) { $0.drain() }
        case .report(let replicates): report(replicates)
        case .finish(let ending, let replicates, let discarded, let abandoned):
            finish(ending, replicates, discarded, abandoned)
        }
    }
}

// MARK: Attempts

extension RunSession {
    private func launch(_ range: Range<Int>) {
        if range.count > 1 || inlineTool != nil, let executor = seriesExecutor {
            return launchSeries(range, on: executor)
        }
        let first = range.lowerBound
        let seeds = range.map(plan.options.seed(at:))
        emitStarted(range)
        let flag = CancellationFlag()
        let call = ToolCall(
            request: plan.request,
            options: plan.toolOptions,
            seed: seeds[0],
            replicate: first,
            traceID: plan.traceID,
            idempotencyKey: plan.policy?.callKey(replicate: first),
            timeout: plan.timeout,
            cancellation: flag,
            sink: { [weak self] in self?.receive($0, from: first) }
        )
        if let policy = plan.policy { return attempt(call, policy) }
        setStop(first, flag.cancel)
        if let timeout = plan.timeout {
            setTimer(first, at: plan.timeline.now() + timeout) { $0.performApart { $0.expired(first) } }
        }
        let start = plan.timeline.now()
        if range.count > 1, let tool = plan.batchTool {
            plan.executor.executeBatch(call, seeds: seeds, on: tool) { [self] result in
                completed(range, batch: result, columns: tool.columns, since: start)
            }
        } else {
            plan.executor.execute(call, on: plan.tool) { [self] result in completed(first, result, since: start) }
        }
    }

    private func completed(_ index: Int, _ result: Result<ToolResult, AssayError>, since start: Duration) {
        let signalled = settle(index)
        let replicate = plan.check.replicate(
            index: index,
            seed: plan.options.seed(at: index),
            result: result,
            signalled: signalled,
            elapsed: plan.timeline.now() - start
        )
        finished(replicate)
    }

    private func completed(
        _ range: Range<Int>,
        batch result: Result<[[Double]], AssayError>,
        columns: [String],
        since start: Duration
    ) {
        let signalled = settle(range.lowerBound)
        let elapsed = (plan.timeline.now() - start) / range.count
        let answers = BatchAnswers(result, columns: columns, count: range.count)
        let isChecked = plan.check.isMet(by: answers)
        if isChecked, signalled == nil, let columns = answers.finiteColumns {
            let seeds = range.map(plan.options.seed(at:))
            let table = plan.check.table(start: range.lowerBound, seeds: seeds, columns: columns, elapsed: elapsed)
            return perform { $0.finished(table) }
        }
        let replicates = range.map { index in
            plan.check.replicate(
                index: index,
                seed: plan.options.seed(at: index),
                result: answers[index - range.lowerBound],
                signalled: index == range.lowerBound ? signalled : Signalled?.none,
                elapsed: elapsed,
                isChecked: isChecked
            )
        }
        perform { $0.finished(Replicates(replicates)) }
    }

    /// Forgets what was kept for attempts in flight, and returns what they signalled.
    func settle(_ first: Int) -> Signalled? {
        let (signalled, timer) = state.withLock { state in
            state.stops[first] = nil
            return (state.signalled.removeValue(forKey: first), state.timers.removeValue(forKey: first))
        }
        timer?.cancel()
        return signalled
    }

    /// Says that attempts at replicates begin.
    func emitStarted(_ range: Range<Int>) {
        emit(range.count) { [options = plan.options] place in
            .replicateStarted(range.lowerBound + place, options)
        }
    }

    func begin(_ series: AttemptSeries, at first: Int) {
        state.withLock { state in
            state.stops[first] = series.cancellation.cancel
            state.series[first] = series
        }
    }

    /// Forgets what was kept for a series, and returns what its attempts signalled.
    func settle(seriesAt range: Range<Int>) -> [Int: Signalled] {
        state.withLock { state in
            state.stops[range.lowerBound] = nil
            state.series[range.lowerBound] = nil
            guard !state.signalled.isEmpty else { return [:] }
            let own = state.signalled.filter { range.contains($0.key) }
            for index in own.keys { state.signalled[index] = nil }
            return own
        }
    }

    func receive(_ signal: ToolSignal, from index: Int) {
        let id = "r\(index + 1)"
        switch signal {
        case .progress(let fraction, let message): emit(.progress(replicate: id, fraction: fraction, message: message))
        case .custom(let name, let data): emit(.tool(replicate: id, name: name, data: data))
        case .warning(let message):
            state.withLock { $0.signalled[index, default: Signalled()].warnings.append(message) }
            emit(.warning(message: message, replicate: id))
        case .usage(let usage): receive(usage, from: index)
        }
    }

    private func receive(_ usage: Usage, from index: Int) {
        let stop = state.withLock { state -> (@Sendable () -> Void)? in
            var signalled = state.signalled[index] ?? Signalled()
            signalled.usage = (signalled.usage ?? Usage()) + usage
            signalled.isOverBudget = signalled.isOverBudget || plan.check.isOver(signalled.total)
            state.signalled[index] = signalled
            return signalled.isOverBudget ? state.stops[index] : nil
        }
        stop?()
    }

    func setStop(_ index: Int, _ stop: @escaping @Sendable () -> Void) {
        state.withLock { $0.stops[index] = stop }
    }

    func finished(_ replicate: Replicate) { perform { $0.finished([replicate]) } }

    /// Settles a failed attempt and makes room for the next, in the run's budget and the replicate's own.
    func mayRetry(_ index: Int, after failed: Attempt, next: Int) -> Bool {
        state.withLock { state in
            var signalled = state.signalled[index] ?? Signalled()
            signalled.attempts.append(failed)
            signalled.usage = nil
            var spent = signalled.total
            spent.timeMS = spent.timeMS ?? signalled.attempts.reduce(0) { $0 + $1.elapsedMS }
            guard !signalled.isOverBudget, !plan.check.isOver(spent),
                state.scheduler.retry(index, after: failed, next: next)
            else { return false }
            state.signalled[index] = signalled
            // Under the lock, so that it is on record before what follows it.
            recorder?.settle(failed, at: index)
            return true
        }
    }

    func mayHedge(_ index: Int, next: Int) -> Bool {
        state.withLock { state in
            let isOver = state.signalled[index]?.isOverBudget ?? false
            return !isOver && state.scheduler.hedge(index, next: next)
        }
    }

    private func abandon(_ launches: [Int]) {
        let stops = state.withLock { state in launches.compactMap { state.stops[$0] } }
        for stop in stops { stop() }
    }
}

// MARK: Time

extension RunSession {
    private func setTimer(_ key: Int, at time: Duration, _ fire: @escaping @Sendable (RunSession) -> Void) {
        let timeline = plan.timeline
        let timer = Task { [weak self] in
            guard (try? await timeline.sleep(until: time)) != nil, let self else { return }
            fire(self)
        }
        let old = state.withLock { state in
            defer { state.timers[key] = timer }
            return state.timers[key]
        }
        old?.cancel()
    }

    private func awaitGrace(_ first: Int) {
        emit(.timeout(replicate: "r\(first + 1)"))
        setTimer(first, at: plan.timeline.now() + RunPlan.grace) { session in
            let remains = session.remains(after: (session.plan.timeout ?? .zero) + RunPlan.grace)
            session.performApart { $0.attemptLost(first, leaving: remains) }
        }
    }

    private func drain() {
        let remains = remains(after: plan.timeline.now())
        performApart { $0.graceEnded(leaving: remains) }
    }

    /// What is left of an attempt that never ended: what it has used and said.
    private func remains(after elapsed: Duration) -> @Sendable (Int) -> Replicate {
        let (signalled, series) = state.withLock { ($0.signalled, Array($0.series.values)) }
        var answered: [Int: Replicate] = [:]
        for replicate in series.flatMap({ $0.replicates(signalled) }) { answered[replicate.index] = replicate }
        return { [plan, answered] index in
            if let replicate = answered[index] { return replicate }
            var replicate = Replicate(index: index, seed: plan.options.seed(at: index), data: nil)
            replicate.elapsed = elapsed
            replicate.usage = signalled[index]?.usage
            if let before = signalled[index]?.attempts, let last = before.last {
                let lost = Attempt(number: last.number + 1, usage: replicate.usage)
                replicate.attempts = before + [lost]
            }
            replicate.quality.warnings = signalled[index]?.warnings ?? []
            return replicate
        }
    }
}
