import AssayCore

/// One request on its way: who is asked now, what was said, and what it cost.
struct RoutedRequest {
    private let orchestrator: ModelOrchestrator
    private let decision: RoutingDecision
    private let options: RouteOptions
    private let functions: OfferedFunctions
    private let started: Duration
    /// When the whole request must be over.
    private let deadline: Duration?
    private let listener: RouteListener?
    private var walk: FallbackWalk
    private var messages: [ModelMessage]
    private var round = 0
    private var attempts: [ModelAttempt] = []
    private var calls: [ExecutedCall] = []
    private var warnings: [String] = []
    private var passedOver: [RestingModel] = []
    private var rejected: ModelResponse?
    private var turn: BrokenTurn
    private var correction: SchemaCorrection
    private var cut: ContextCut
    /// What the last call had said when it failed, and the listener had heard.
    private var broken: ModelResponse?

    init(
        _ orchestrator: ModelOrchestrator,
        _ decision: RoutingDecision,
        _ options: RouteOptions,
        _ functions: OfferedFunctions,
        prompt: String,
        _ listener: RouteListener? = nil
    ) {
        self.orchestrator = orchestrator
        self.decision = decision
        self.options = options
        self.functions = functions
        self.listener = listener
        turn = BrokenTurn(listener?.policy ?? .fail)
        correction = SchemaCorrection(options.answerSchema)
        let now = orchestrator.timeline.now()
        started = now
        deadline = options.deadline.map { now + min($0, .longestLimit) }
        let registry = orchestrator.router.registry
        let (substitutes, most) = decision.substitutes
        walk = FallbackWalk(
            decision.chosen,
            then: substitutes.compactMap { registry.getModel($0) },
            most: most,
            areDeclared: decision.areFallbacksDeclared,
            policy: options.retry
        )
        messages = options.messages ?? [.user(prompt)]
        cut = ContextCut(
            options.context,
            answerTokens: options.requirements.outputTokens ?? options.sampling.maxOutputTokens,
            turns: messages.count
        )
    }

    /// Answers, or fails at the deadline.
    func answer() async throws -> APIResponse {
        guard let deadline else { return try await ran() }
        return try await withThrowingTaskGroup(of: APIResponse?.self) { group in
            group.addTask { try await ran() }
            group.addTask {
                try? await orchestrator.timeline.sleep(until: deadline)
                return nil
            }
            for try await response in group {
                // At the deadline the request is cancelled, and says that as its failure.
                group.cancelAll()
                if let response { return response }
            }
            throw failure(Self.late)
        }
    }

    private func ran() async throws -> APIResponse {
        var request = self
        return try await request.run()
    }

    private static let late = AssayError(.deadline, "the request's deadline passed before there was an answer")

    private var isLate: Bool { deadline.map { $0 <= orchestrator.timeline.now() } ?? false }

    /// Asks until the model has done calling functions.
    private mutating func run() async throws -> APIResponse {
        while true {
            let answer = try await ask()
            messages.append(answer.message)
            let wanted = answer.message.calls
            guard !wanted.isEmpty || answer.finish == .paused else { return response(answer) }
            guard round < options.maxFunctionRounds else {
                return response(answer, error: "the model had not done after \(round) rounds")
            }
            if Task.isCancelled { throw failure(AssayError(.cancelled, "the request was cancelled between two turns")) }
            // A turn that only paused goes on when it is sent again.
            if !wanted.isEmpty { try await execute(wanted) }
            round += 1
        }
    }

    // MARK: Asking

    /// Asks the current model, and those after it while they fail.
    private mutating func ask() async throws -> ModelResponse {
        var delay = Duration.zero
        var (permit, isOther) = await passOver()
        while true {
            do throws(AssayError) {
                let answer = try await attempt(after: delay, permit)
                walk.succeeded()
                return answer
            } catch {
                guard broken == nil || turn.goesOn else { throw failure(error) }
                let model = walk.current.id
                switch walk.failed(error) {
                case .retry(let number):
                    delay = max(orchestrator.delay(beforeRetry: number, options.retry), error.retryAfter ?? .zero)
                case .next:
                    delay = .zero
                    correction.forget()
                case .giveUp: throw failure(error)
                }
                (permit, isOther) = await passOver()
                if isOther { delay = .zero }
                // Nothing is waited for that would come after the deadline.
                if let deadline, orchestrator.timeline.now() + delay >= deadline { throw failure(error) }
                await tellBreak(of: model, error)
                if delay > .zero { permit = try await permitAfter(delay, permit) }
            }
        }
    }

    /// Waits, and takes the right to ask anew: it is not kept meanwhile, and others may find out more.
    private mutating func permitAfter(
        _ delay: Duration,
        _ permit: ModelRests.Permit?
    ) async throws -> ModelRests.Permit? {
        permit?.settle(nil)
        try await wait(delay)
        return await passOver().permit
    }

    /// Passes over models that are left alone for a while, and takes the right to ask the one that is left.
    private mutating func passOver() async -> (permit: ModelRests.Permit?, isOther: Bool) {
        guard let rests = orchestrator.rests else { return (nil, false) }
        let (passed, permit) = rests.choose(&walk)
        if !passed.isEmpty { correction.forget() }
        passedOver += passed
        for model in passed { await listener?.tell(.passedOver(model)) }
        return (permit, !passed.isEmpty)
    }

    /// Says that an answer of which a part was handed over goes on or begins anew.
    private mutating func tellBreak(of model: String, _ cause: AssayError) async {
        guard let broken, let listener else { return }
        let (kept, discarded) = turn.broke(broken, isStructured: options.answerSchema != nil)
        let event = StreamBreak(model: model, next: walk.current.id, cause: cause, discarded: discarded, kept: kept)
        await listener.tell(kept > 0 ? .continued(event) : .restarted(event))
    }

    private func wait(_ delay: Duration) async throws {
        do {
            try await orchestrator.timeline.sleep(until: orchestrator.timeline.now() + delay)
        } catch {
            throw failure(AssayError(.cancelled, "the request was cancelled while it waited for another try"))
        }
    }

    private func failure(_ error: AssayError) -> ModelRequestError {
        ModelRequestError(
            error: error.code == .cancelled && isLate ? Self.late : error,
            attempts: attempts,
            passedOver: passedOver,
            decision: decision,
            conversation: round > 0 ? messages : [],
            rejected: rejected
        )
    }

    private mutating func attempt(
        after delay: Duration,
        _ permit: ModelRests.Permit?
    ) async throws(AssayError) -> ModelResponse {
        if isLate { throw Self.late }
        let model = walk.current
        let asked = turn.messages(messages) + correction.turns
        var request = options.request(for: model, asked, functions.descriptions)
        // A model that must call a function in each turn would never answer.
        if round > 0 { request.functionChoice = .automatic }
        cut.apply(to: &request, of: messages.count, for: model)
        let reservation = try orchestrator.reserve(orchestrator.worstCase(request, model))
        let start = orchestrator.timeline.now()
        let reader = ReaderTime(orchestrator.timeline)
        var outcome = await call(model, request, reader)
        // A call that the deadline cut short failed for that.
        if outcome.result.failure?.code == .cancelled, isLate { outcome.result = .failure(Self.late) }
        // An answer that was kept from an earlier call says nothing about the model.
        permit?.settle(outcome.usage?.isCached == true ? nil : outcome.result.map { _ in })
        let elapsed = orchestrator.timeline.now() - start - reader.total
        orchestrator.settle(reservation, used: CallCharge.used(outcome, model), elapsed: elapsed)
        let usage = outcome.usage
        let accepted = outcome.result.flatMap { $0.accepted(asRest: turn.isRest) }
        correction.note(try? outcome.result.get(), accepted.failure)
        let paid = accepted.failure == nil ? nil : (try? outcome.result.get()) ?? outcome.partial
        rejected = paid ?? rejected
        broken = listener == nil ? nil : paid.flatMap { $0.message.parts.isEmpty && outcome.partial == nil ? nil : $0 }
        let attempt = ModelAttempt(
            model: model.id,
            provider: model.provider,
            round: round,
            failure: accepted.failure,
            usage: usage,
            costUSD: usage.flatMap(model.cost),
            elapsedMS: elapsed.wholeMilliseconds,
            delayMS: delay.wholeMilliseconds,
            requestID: (try? outcome.result.get())?.requestID ?? outcome.partial?.requestID
        )
        attempts.append(attempt)
        await remember(attempt)
        await listener?.tell(.attempt(attempt))
        return turn.joined(try accepted.get())
    }

    private func call(_ model: ModelRecord, _ request: ModelRequest, _ reader: ReaderTime) async -> CallOutcome {
        guard let provider = orchestrator.providers[model.provider] else {
            let message = "model \(model.id) has no provider: \(model.provider) is not set up"
            return CallOutcome(result: .failure(AssayError(.unknownModel, message)))
        }
        guard let listener else { return await provider.outcome(request, limits: options.limits) }
        return await provider.hear(request, limits: options.limits) { event in
            await reader.measure { await listener.hear(event) }
        }
    }

    private mutating func remember(_ attempt: ModelAttempt) async {
        guard await !orchestrator.router.history.keep(attempt, task: decision.tasks.primary) else { return }
        let warning = "the history could not be kept"
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    // MARK: Functions

    /// Calls the functions a model wants one after the other, because tools need not bear more, and tells it the results.
    private mutating func execute(_ wanted: [FunctionCall]) async throws {
        var results: [ModelMessage.Part] = []
        for call in wanted {
            let executed = await functions.execute(call, seed: options.sampling.seed)
            calls.append(executed)
            await listener?.tell(.executed(executed))
            results.append(.result(executed.result))
            if let usage = executed.usage { orchestrator.settle(.init(), used: usage, elapsed: .zero) }
            // None of the rest is begun for nobody.
            if Task.isCancelled {
                throw failure(AssayError(.cancelled, "the request was cancelled while a function ran"))
            }
        }
        messages.append(ModelMessage(.tool, results))
    }

    // MARK: Answering

    private func response(_ answer: ModelResponse, error: String? = nil) -> APIResponse {
        let unanswered = answer.message.calls.first
        return APIResponse(
            content: answer.message.text,
            model: walk.current.id,
            provider: walk.current.provider,
            usage: attempts.usage,
            answerUsage: answer.usage,
            costUSD: attempts.costUSD,
            latencyMS: attempts.last?.elapsedMS ?? 0,
            elapsedMS: (orchestrator.timeline.now() - started).wholeMilliseconds,
            structured: try? answer.answer?.get(),
            rawResponse: answer.raw,
            error: error,
            finish: answer.finish,
            requestID: answer.requestID,
            seedHonoured: answer.seedHonoured,
            functionCalls: calls,
            functionCall: unanswered ?? calls.last?.call,
            functionCallResult: unanswered == nil ? calls.last?.result.output : Value?.none,
            attempts: attempts,
            passedOver: passedOver,
            decision: decision,
            warnings: answer.warnings + [answer.endWarning, cut.warning].compactMap(\.self) + warnings
        )
    }
}
