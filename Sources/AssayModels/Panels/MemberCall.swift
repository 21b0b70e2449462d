import AssayCore

/// One member that is asked, again where that may help.
struct MemberCall {
    private let panel: Panel
    private let member: PanelMember
    private let request: ModelRequest
    private let options: PanelOptions
    private let task: TaskType
    /// When the whole request must be over.
    private let deadline: Duration?
    private let started: Duration
    private var attempts: [ModelAttempt] = []
    private var cost = CostBounds.zero
    private var warnings: [String] = []

    init(
        _ panel: Panel,
        _ member: PanelMember,
        _ messages: [ModelMessage],
        _ options: PanelOptions,
        _ task: TaskType,
        deadline: Duration?
    ) {
        self.panel = panel
        self.member = member
        self.options = options
        self.task = task
        self.deadline = deadline
        request = options.request(for: member, messages)
        started = panel.timeline.now()
    }

    /// Asks until there is an answer or no hope of one.
    mutating func run() async -> MemberReport {
        var delay = Duration.zero
        var retries = 0
        while true {
            do throws(AssayError) {
                let response = try await attempt(after: delay)
                return report(.answered(response))
            } catch {
                retries += 1
                guard let wait = wait(beforeRetry: retries, after: error) else { return report(.failed(error)) }
                delay = wait
                do {
                    try await panel.timeline.sleep(until: panel.timeline.now() + wait)
                } catch {
                    return report(
                        .failed(AssayError(.cancelled, "the call was given up while it waited to be repeated"))
                    )
                }
            }
        }
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
        try checkTime()
        let worstCase = CallCharge.worstCase(request, member.model)
        let reservation = try panel.reserve(worstCase)
        let start = panel.timeline.now()
        let result = await timed(from: start)
        let elapsed = panel.timeline.now() - start
        let used = CallCharge.used(result, member.model)
        panel.settle(reservation, used: used, elapsed: elapsed)
        cost = cost + CostBounds(exactUSD: used.costUSD, mostUSD: used.costUSD ?? worstCase.costUSD)
        let usage = try? result.get().usage
        let accepted = result.flatMap(\.accepted)
        let attempt = ModelAttempt(
            model: member.id,
            provider: member.provider.id,
            round: 0,
            failure: accepted.failure,
            usage: usage,
            costUSD: usage.flatMap(member.model.cost),
            elapsedMS: elapsed.wholeMilliseconds,
            delayMS: delay.wholeMilliseconds
        )
        attempts.append(attempt)
        await remember(attempt)
        return try accepted.get()
    }

    private mutating func remember(_ attempt: ModelAttempt) async {
        guard await !panel.history.keep(attempt, task: task) else { return }
        if warnings.isEmpty { warnings.append("the history could not be kept") }
    }

    private func report(_ ending: MemberReport.Ending) -> MemberReport {
        var report = MemberReport(member: member.id, model: member.model.wireName, ending: ending)
        if let response = report.response {
            (report.quality, report.isGood) = options.judge(response)
            report.warnings = response.warnings
        }
        report.attempts = attempts
        report.cost = cost
        report.elapsedMS = (panel.timeline.now() - started).wholeMilliseconds
        report.warnings += warnings
        return report
    }

    // MARK: Time

    private enum Event {
        case ended(Result<ModelResponse, AssayError>)
        case timeUp(Bool)
    }

    /// Asks once; a call that takes too long is cancelled and awaited, and an answer that comes all the same is kept.
    private func timed(from start: Duration) async -> Result<ModelResponse, AssayError> {
        let (end, error) = limit(from: start)
        let timeline = panel.timeline
        // The time is kept here, so that a provider that does not look at it is held to it, too.
        let limits = CallLimits(idle: options.limits.idle)
        return await withTaskGroup(of: Event.self) { group in
            group.addTask { [member, request] in .ended(await member.provider.answer(request, limits: limits)) }
            if let end {
                group.addTask { .timeUp((try? await timeline.sleep(until: end)) != nil) }
            }
            var isLate = false
            for await event in group {
                switch event {
                case .ended(let result):
                    group.cancelAll()
                    return isLate && result.failure != nil ? .failure(error) : Self.told(result)
                case .timeUp(let isUp):
                    isLate = isUp
                    if isUp { group.cancelAll() }
                }
            }
            return .failure(error)
        }
    }

    /// A call that fails after it was cancelled failed for that.
    private static func told(_ result: Result<ModelResponse, AssayError>) -> Result<ModelResponse, AssayError> {
        guard result.failure != nil, Task.isCancelled else { return result }
        return .failure(AssayError(.cancelled, "the call was given up"))
    }

    /// Nothing is paid for that nobody waits for any more.
    private func checkTime() throws(AssayError) {
        if Task.isCancelled { throw AssayError(.cancelled, "the request was given up before \(member.id) was asked") }
        guard let deadline, panel.timeline.now() >= deadline else { return }
        throw AssayError(.deadline, "the request's deadline passed before \(member.id) was asked")
    }

    /// When a call must be over, and what is said when it is not.
    private func limit(from start: Duration) -> (Duration?, AssayError) {
        let end = options.limits.total.map { start + min($0, .longestLimit) }
        if let deadline, end.map({ deadline <= $0 }) ?? true {
            return (deadline, AssayError(.deadline, "the request's deadline passed before \(member.id) had answered"))
        }
        let limit = options.limits.total?.wholeMilliseconds ?? 0
        return (end, AssayError(.timeout, "\(member.id) took longer than \(limit) ms", isRetryable: true))
    }
}
