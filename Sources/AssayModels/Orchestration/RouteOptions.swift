public import AssayCore

/// How a request is routed and asked.
public struct RouteOptions: Sendable {
    /// How the model samples and when it ends.
    public var sampling: ModelSampling
    /// A whole conversation in place of the prompt; the prompt then only says what is to be done.
    public var messages: [ModelMessage]?
    /// What is done with a conversation that is too long.
    public var context: ContextPolicy
    /// What a model must be or have.
    public var requirements: ModelRequirements
    /// What counts when several would do.
    public var strategy: RoutingStrategy
    /// Which other models may answer when one failed.
    public var fallback: FallbackPolicy
    /// How often the same model is asked again, and after what wait.
    public var retry: RetryPolicy
    /// How long one call may take.
    public var limits: CallLimits
    /// How long the whole request may take, with all attempts, waits and functions; `nil` means no limit.
    ///
    /// What still runs then is cancelled and awaited, because it may cost money.
    public var deadline: Duration?
    /// The registered functions the model may call, by name; `nil` offers all.
    public var functions: Set<String>?
    /// Whether the model may, must or must not call one; a must holds for its first turn.
    public var functionChoice: FunctionChoice
    /// How often the model may have functions called before it must answer.
    public var maxFunctionRounds: Int
    /// The JSON Schema the answer must be valid against; `nil` for plain text.
    public var answerSchema: Value?

    /// Creates options.
    public init(
        sampling: ModelSampling = ModelSampling(),
        messages: [ModelMessage]? = nil,
        context: ContextPolicy = .whole,
        requirements: ModelRequirements = ModelRequirements(),
        strategy: RoutingStrategy = .balanced,
        fallback: FallbackPolicy = .automatic,
        retry: RetryPolicy = RetryPolicy(maxRetries: 2),
        limits: CallLimits = CallLimits(),
        deadline: Duration? = nil,
        functions: Set<String>? = nil,
        functionChoice: FunctionChoice = .automatic,
        maxFunctionRounds: Int = 5,
        answerSchema: Value? = nil
    ) {
        self.sampling = sampling
        self.messages = messages
        self.context = context
        self.requirements = requirements
        self.strategy = strategy
        self.fallback = fallback
        self.retry = retry
        self.limits = limits
        self.deadline = deadline
        self.functions = functions
        self.functionChoice = functionChoice
        self.maxFunctionRounds = maxFunctionRounds
        self.answerSchema = answerSchema
    }
}

extension RouteOptions {
    func validate() throws(AssayError) {
        try retry.validate()
        if let deadline, deadline <= .zero { throw AssayError(.invalidArgument, "deadline must be above 0") }
    }

    /// What a model is asked; without a model, what is measured before one is chosen.
    func request(
        for model: ModelRecord?,
        _ messages: [ModelMessage],
        _ functions: [ModelFunction]
    ) -> ModelRequest {
        ModelRequest(
            model: model?.wireName ?? "",
            messages: messages,
            sampling: sampling,
            functions: functions,
            functionChoice: functionChoice,
            answerSchema: answerSchema
        )
    }
}
