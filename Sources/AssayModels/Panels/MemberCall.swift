import AssayCore

/// One member that is asked, again where that may help.
struct MemberCall {
    private let panel: Panel
    private let member: PanelMember
    private let options: PanelOptions
    private let functions: OfferedFunctions
    private let task: TaskType
    private let speaker: PanelSpeaker
    /// When the whole request must be over.
    private let deadline: Duration?
    private let started: Duration
    private var messages: [ModelMessage]
    private var round = 0
    private var calls: [ExecutedCall] = []
    private var attempts: [ModelAttempt] = []
    private var cost = CostBounds.zero
    private var warnings: [String] = []
    private var turn: BrokenTurn
    private var correction: SchemaCorrection
    private var cut: ContextCut
    /// What the last call had said when it failed, and the listener had heard.
    private var broken: ModelResponse?

    init(
        _ panel: Panel,
        _ member: PanelMember,
        _ messages: [ModelMessage],
        _ options: PanelOptions,
        _ functions: OfferedFunctions,
        _ task: TaskType,
        isWriter: Bool,
        deadline: Duration?
    ) {
        self.panel = panel
        self.member = member
        self.options = options
        self.task = task
        self.deadline = deadline
        speaker = PanelSpeaker(member: member.id, isWriter: isWriter)
        self.messages = messages
        turn = BrokenTurn(options.listener?.policy ?? .fail)
        correction = SchemaCorrection(options.answerSchema)
        cut = ContextCut(options.context, answerTokens: options.sampling.maxOutputTokens, turns: messages.count)
        started = panel.timeline.now()
        let isUnable = member.model.callsNoFunctions && !functions.isEmpty
        self.functions = isUnable ? .none : functions
        if isUnable { warnings.append("\(member.id) was offered no functions: its model calls none") }
    }

    /// Asks until there is an answer or no hope of one.
    mutating func run() async -> MemberReport {
        await options.listener?.tell(.asked(speaker))
        do throws(AssayError) {
            while true {
                let answer = try await ask()
                guard try await callFunctions(wantedBy: answer) else { return await report(.answered(answer)) }
            }
        } catch {
            return await report(.failed(error))
        }
    }

    // MARK: Asking

    /// Asks for the next turn, again where that may help.
    private mutating func ask() async throws(AssayError) -> ModelResponse {
        var delay = Duration.zero
        var retries = 0
        while true {
            do throws(AssayError) {
                return try await attempt(after: delay)
            } catch {
                retries += 1
                guard broken == nil || turn.goesOn, let wait = wait(beforeRetry: retries, after: error) else {
                    throw error
                }
                await tellBreak(error)
                delay = wait
                do {
                    try await panel.timeline.sleep(until: panel.timeline.now() + wait)
                } catch {
                    throw AssayError(.cancelled, "the call was given up while it waited to be repeated")
                }
            }
        }
    }

    /// Says that an answer of which a part was handed over goes on or begins anew.
    private mutating func tellBreak(_ cause: AssayError) async {
        guard let broken, let listener = options.listener else { return }
        let (kept, discarded) = turn.broke(broken, isStructured: options.answerSchema != nil)
        let event = StreamBreak(model: member.id, next: member.id, cause: cause, discarded: discarded, kept: kept)
        await listener.tell(kept > 0 ? .continued(speaker, event) : .restarted(speaker, event))
    }

    /// How long to wait for another try; `nil` where there is none.
    private func wait(beforeRetry number: Int, after error: AssayError) -> Duration? {
        guard FallbackRule(for: error).retries, number <= options.retry.maxRetries, !Task.isCancelled else {
            return nil
        }
        guard (error.retryAfter ?? .zero) <= options.retry.longestRetryAfter else { return nil }
        let wait = max(panel.delay(beforeRetry: number, options.retry), error.retryAfter ?? .zero)
        if let deadline, panel.timeline.now() + wait >= deadline { return nil }
        return wait
    }

    private mutating func attempt(after delay: Duration) async throws(AssayError) -> ModelResponse {
        try checkTime("\(member.id) was asked")
        let asked = turn.messages(messages) + correction.turns
        var request = options.request(for: member, asked, functions.descriptions)
        // A model that must call a function in each turn would never answer.
        if round > 0 { request.functionChoice = .automatic }
        cut.apply(to: &request, of: messages.count, for: member.model)
        try member.model.checkMedia(of: request)
        let worstCase = CallCharge.worstCase(request, member.model, member.provider.kind)
        let reservation = try panel.reserve(worstCase)
        let start = panel.timeline.now()
        let reader = ReaderTime(panel.timeline)
        let outcome = await timed(request, from: start, reader)
        let elapsed = panel.timeline.now() - start - reader.total
        let used = CallCharge.used(outcome, member.model)
        panel.settle(reservation, used: used, elapsed: elapsed)
        // What a broken answer cost is an estimate, which bounds nothing.
        let exact = outcome.partial == nil ? used.costUSD : nil
        cost = cost + CostBounds(exactUSD: exact, mostUSD: exact ?? worstCase.costUSD)
        let usage = outcome.usage
        let accepted = outcome.result.flatMap { $0.accepted(asRest: turn.isRest) }
        correction.note(try? outcome.result.get(), accepted.failure)
        broken = accepted.failure == nil || options.listener == nil ? nil : Self.heard(outcome)
        let attempt = ModelAttempt(
            model: member.id,
            provider: member.provider.id,
            round: round,
            failure: accepted.failure,
            usage: usage,
            costUSD: usage.flatMap(member.model.cost),
            elapsedMS: elapsed.wholeMilliseconds,
            delayMS: delay.wholeMilliseconds
        )
        attempts.append(attempt)
        await remember(attempt)
        return turn.joined(try accepted.get())
    }

    /// What was handed over of an answer that does not count.
    private static func heard(_ outcome: CallOutcome) -> ModelResponse? {
        outcome.partial ?? (try? outcome.result.get()).flatMap { $0.message.parts.isEmpty ? nil : $0 }
    }

    private mutating func remember(_ attempt: ModelAttempt) async {
        guard await !panel.history.keep(attempt, task: task) else { return }
        let warning = "the history could not be kept"
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    // MARK: Functions

    /// Calls the functions a turn asks for; false where it asks for nothing, and is the answer.
    private mutating func callFunctions(wantedBy answer: ModelResponse) async throws(AssayError) -> Bool {
        let wanted = answer.message.calls
        guard !wanted.isEmpty || answer.finish == .paused else { return false }
        guard round < options.maxFunctionRounds else {
            throw AssayError(.modelUnfinished, "\(member.id) had not done after \(round) rounds of functions")
        }
        messages.append(answer.message)
        // A turn that only paused goes on when it is sent again.
        if !wanted.isEmpty { try await execute(wanted) }
        round += 1
        return true
    }

    /// Calls functions one after the other, because tools need not bear more, and tells the model the results.
    private mutating func execute(_ wanted: [FunctionCall]) async throws(AssayError) {
        var results: [ModelMessage.Part] = []
        for call in wanted {
            try checkTime("a function was called for \(member.id)")
            let executed = await execute(call)
            calls.append(executed)
            await options.listener?.tell(.executed(speaker, executed))
            results.append(.result(executed.result))
            if let usage = executed.usage { panel.settle(usage) }
        }
        messages.append(ModelMessage(.tool, results))
    }

    /// Calls a function; at the deadline it is told to give up and awaited, and what it came to is kept, for it may cost money.
    private func execute(_ call: FunctionCall) async -> ExecutedCall {
        await withTaskGroup(of: ExecutedCall?.self) { group in
            group.addTask { await functions.execute(call, seed: options.sampling.seed) }
            if let deadline {
                group.addTask {
                    try? await panel.timeline.sleep(until: deadline)
                    return nil
                }
            }
            for await executed in group {
                group.cancelAll()
                if let executed { return executed }
            }
            return .failed(call, "cancelled: the function gave up")
        }
    }

    // MARK: Reporting

    private func report(_ ending: MemberReport.Ending) async -> MemberReport {
        var report = MemberReport(member: member.id, model: member.model.wireName, ending: ending)
        if let response = report.response {
            (report.quality, report.isGood) = options.judge(response)
            report.warnings = response.warnings + [response.endWarning].compactMap(\.self)
        }
        report.attempts = attempts
        report.functionCalls = calls
        report.cost = cost
        report.elapsedMS = (panel.timeline.now() - started).wholeMilliseconds
        report.warnings += [cut.warning].compactMap(\.self) + warnings
        await options.listener?.tell(.ended(speaker, report))
        return report
    }

    // MARK: Time

    private enum Event {
        case ended(CallOutcome)
        /// With what is said then; nil when nobody waits any more.
        case timeUp(AssayError?)
    }

    /// Asks once; a call that takes too long is cancelled and awaited, and an answer that comes all the same is kept.
    private func timed(_ request: ModelRequest, from start: Duration, _ reader: ReaderTime) async -> CallOutcome {
        // The time is kept here, so that a provider that does not look at it is held to it, too, and the reader's is not
        // counted.
        var limits = options.limits
        if limits.total != nil { limits.total = .longestLimit }
        return await withTaskGroup(of: Event.self) { group in
            group.addTask { [self, limits] in .ended(await call(request, limits, reader)) }
            group.addTask { [self] in .timeUp(await timeUp(from: start, reader)) }
            var late: AssayError?
            for await event in group {
                switch event {
                case .ended(var outcome):
                    group.cancelAll()
                    if let late, outcome.result.failure != nil {
                        outcome.result = .failure(late)
                    } else {
                        outcome.result = Self.told(outcome.result)
                    }
                    return outcome
                case .timeUp(let error):
                    late = error
                    if error != nil { group.cancelAll() }
                }
            }
            return CallOutcome(result: .failure(AssayError(.cancelled, "the call was given up")))
        }
    }

    private func call(_ request: ModelRequest, _ limits: CallLimits, _ reader: ReaderTime) async -> CallOutcome {
        await CallKey.$member.withValue(member.id) {
            guard let listener = options.listener else {
                return await member.provider.outcome(request, limits: limits)
            }
            return await member.provider.hear(request, limits: limits) { [speaker] event in
                await reader.measure { await listener.hear(event, speaker) }
            }
        }
    }

    /// A call that fails after it was cancelled failed for that.
    private static func told(_ result: Result<ModelResponse, AssayError>) -> Result<ModelResponse, AssayError> {
        guard result.failure != nil, Task.isCancelled else { return result }
        return .failure(AssayError(.cancelled, "the call was given up"))
    }

    /// Nothing is done or paid for that nobody waits for any more.
    private func checkTime(_ next: String) throws(AssayError) {
        if Task.isCancelled { throw AssayError(.cancelled, "the request was given up before \(next)") }
        guard let deadline, panel.timeline.now() >= deadline else { return }
        throw AssayError(.deadline, "the request's deadline passed before \(next)")
    }

    /// Waits until a call must be over, and returns what is said then; nil when cancelled, or without a limit.
    ///
    /// The time in which the call waits for its reader does not count, except towards the deadline of the whole request.
    private func timeUp(from start: Duration, _ reader: ReaderTime) async -> AssayError? {
        let timeline = panel.timeline
        while true {
            let waited = reader.total
            let limit = options.limits.total.map { start + min($0, .longestLimit) + waited }
            guard let next = [limit, deadline].compactMap(\.self).min() else { return nil }
            let now = timeline.now()
            if let deadline, deadline <= now {
                return AssayError(.deadline, "the request's deadline passed before \(member.id) had answered")
            }
            if let limit, limit <= now {
                let limit = options.limits.total?.wholeMilliseconds ?? 0
                return AssayError(.timeout, "\(member.id) took longer than \(limit) ms", isRetryable: true)
            }
            // While the reader is waited for the limit moves on, and is looked at now and then.
            let end = waited > .zero ? max(next, now + .milliseconds(10)) : next
            do { try await timeline.sleep(until: end) } catch { return nil }
        }
    }
}
