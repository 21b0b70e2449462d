import AssayCore

/// One request on its way: who is asked now, what was said, and what it cost.
struct RoutedRequest {
    private let orchestrator: ModelOrchestrator
    private let decision: RoutingDecision
    private let options: RouteOptions
    private let functions: [RegisteredFunction]
    private let started: Duration
    private var walk: FallbackWalk
    private var messages: [ModelMessage]
    private var round = 0
    private var attempts: [ModelAttempt] = []
    private var calls: [ExecutedCall] = []
    private var warnings: [String] = []
    private var rejected: ModelResponse?

    init(
        _ orchestrator: ModelOrchestrator,
        _ decision: RoutingDecision,
        _ options: RouteOptions,
        _ functions: [RegisteredFunction],
        prompt: String
    ) {
        self.orchestrator = orchestrator
        self.decision = decision
        self.options = options
        self.functions = functions
        started = orchestrator.timeline.now()
        let registry = orchestrator.router.registry
        walk = FallbackWalk(
            decision.chosen,
            then: decision.fallbacks.compactMap { registry.getModel($0) },
            areDeclared: decision.areFallbacksDeclared,
            policy: options.retry
        )
        messages = options.messages ?? [.user(prompt)]
    }

    /// Asks until the model has done calling functions.
    mutating func run() async throws -> APIResponse {
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
        while true {
            do throws(AssayError) {
                let answer = try await attempt(after: delay)
                walk.succeeded()
                return answer
            } catch {
                switch walk.failed(error) {
                case .retry(let number):
                    delay = max(orchestrator.delay(beforeRetry: number, options.retry), error.retryAfter ?? .zero)
                    try await wait(delay)
                case .next: delay = .zero
                case .giveUp: throw failure(error)
                }
            }
        }
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
            error: error,
            attempts: attempts,
            decision: decision,
            conversation: round > 0 ? messages : [],
            rejected: rejected
        )
    }

    private mutating func attempt(after delay: Duration) async throws(AssayError) -> ModelResponse {
        let model = walk.current
        var request = options.request(for: model, messages, functions.map(\.description))
        // A model that must call a function in each turn would never answer.
        if round > 0 { request.functionChoice = .automatic }
        let reservation = try orchestrator.reserve(CallCharge.worstCase(request, model))
        let start = orchestrator.timeline.now()
        let result = await call(model, request)
        let elapsed = orchestrator.timeline.now() - start
        orchestrator.settle(reservation, used: CallCharge.used(result, model), elapsed: elapsed)
        let usage = try? result.get().usage
        let accepted = result.flatMap(Self.accept)
        if accepted.failure != nil, let answer = try? result.get() { rejected = answer }
        let attempt = ModelAttempt(
            model: model.id,
            provider: model.provider,
            round: round,
            failure: accepted.failure,
            usage: usage,
            costUSD: usage.flatMap(model.cost),
            elapsedMS: elapsed.wholeMilliseconds,
            delayMS: delay.wholeMilliseconds
        )
        attempts.append(attempt)
        await remember(attempt)
        return try accepted.get()
    }

    private func call(_ model: ModelRecord, _ request: ModelRequest) async -> Result<ModelResponse, AssayError> {
        guard let provider = orchestrator.providers[model.provider] else {
            return .failure(
                AssayError(.unknownModel, "model \(model.id) has no provider: \(model.provider) is not set up")
            )
        }
        do {
            return .success(try await provider.respond(to: request, limits: options.limits))
        } catch let error as AssayError {
            return .failure(error)
        } catch is CancellationError {
            return .failure(AssayError(.cancelled, "the request was cancelled"))
        } catch {
            // A foreign description may hold anything, secrets included.
            return .failure(AssayError(.modelProtocol, "provider \(model.provider) failed in a way of its own"))
        }
    }

    /// An answer that is none counts as a failure, although it was paid for: a refusal, or one that breaks its schema.
    private static func accept(_ answer: ModelResponse) -> Result<ModelResponse, AssayError> {
        var failure = answer.answer?.failure
        if answer.finish == .contentFilter {
            failure = AssayError(.modelContentPolicy, "the model refused to answer")
        }
        return failure.map { .failure($0) } ?? .success(answer)
    }

    private mutating func remember(_ attempt: ModelAttempt) async {
        // A call that was given up says nothing about the model.
        guard attempt.failure?.code != .cancelled else { return }
        do {
            try await orchestrator.router.history.record(
                ModelOutcome(
                    model: attempt.model,
                    task: decision.tasks.primary,
                    isSuccess: attempt.failure == nil,
                    latencyMS: attempt.elapsedMS,
                    costUSD: attempt.costUSD
                )
            )
        } catch {
            let warning = "the history could not be kept"
            if !warnings.contains(warning) { warnings.append(warning) }
        }
    }

    // MARK: Functions

    /// Calls the functions a model wants one after the other, because tools need not bear more, and tells it the results.
    private mutating func execute(_ wanted: [FunctionCall]) async throws {
        var results: [ModelMessage.Part] = []
        for call in wanted {
            let executed = try await execute(call)
            calls.append(executed)
            results.append(.result(executed.result))
            if let usage = executed.usage { orchestrator.settle(.init(), used: usage, elapsed: .zero) }
        }
        messages.append(ModelMessage(.tool, results))
    }

    private func execute(_ call: FunctionCall) async throws -> ExecutedCall {
        guard let function = functions.first(where: { $0.description.name == call.name }) else {
            let known = functions.map(\.description.name).joined(separator: ", ")
            return .failed(call, "unknown_tool: there is no function of that name; known functions: \(known)")
        }
        do {
            return try await withTaskExecutorPreference(orchestrator.functionExecutor) {
                try await function.execute(call)
            }
        } catch {
            throw failure(AssayError(.cancelled, "the request was cancelled while a function ran"))
        }
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
            functionCalls: calls,
            functionCall: unanswered ?? calls.last?.call,
            functionCallResult: unanswered == nil ? calls.last?.result.output : Value?.none,
            attempts: attempts,
            decision: decision,
            warnings: answer.warnings + warnings
        )
    }
}

extension Result {
    /// The failure, if it is one.
    fileprivate var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}
