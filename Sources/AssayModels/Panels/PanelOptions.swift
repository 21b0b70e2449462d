public import AssayCore

/// How a panel is asked.
///
/// Only ``sampling``, ``messages``, ``answerSchema`` and what functions are offered reach a provider; everything else stays
/// here.
public struct PanelOptions: Sendable {
    /// How the models sample and when they end.
    public var sampling: ModelSampling
    /// A whole conversation in place of the prompt; the prompt then only says what is to be done.
    public var messages: [ModelMessage]?
    /// What is done with a conversation that is too long for a member; each has a window of its own.
    public var context: ContextPolicy
    /// The JSON Schema the answers must be valid against; `nil` for plain text.
    public var answerSchema: Value?
    /// The panel's functions that members may call, by name.
    ///
    /// `nil` offers the one that ``functionChoice`` names, or all but those with side effects, which each member would have.
    public var functions: Set<String>?
    /// Whether a member may, must or must not call one; a must holds for its first turn.
    public var functionChoice: FunctionChoice
    /// How often a member may have functions called before it must answer.
    public var maxFunctionRounds: Int
    /// What is to be done; `nil` goes by the prompt.
    public var taskType: TaskType?
    /// How long the whole request may take, waits, functions and synthesis included; `nil` means no limit.
    ///
    /// A function that goes on when it is told to give up holds the request up.
    public var deadline: Duration?
    /// How long one call may take; a call that takes longer is cancelled, awaited and, where the policy allows, repeated.
    ///
    /// A provider that goes on when its task is cancelled holds the request up, because it may still cost money.
    public var limits: CallLimits
    /// How often the same member is asked again, and after what wait.
    public var retry: RetryPolicy
    /// Which answers count; `nil` counts all that are whole and not empty.
    public var quality: AnswerQuality?
    /// When two answers say the same.
    public var comparison: AnswerComparison
    /// The fewest answers that count below which the panel abstains.
    public var minimumAnswers: Int
    /// The share of answers that say the same, from 0 to 1, below which the panel abstains; `nil` never does.
    public var minimumAgreement: Double?
    /// The way of asking; only an ``AdaptiveOrchestrator`` looks at it, and `nil` leaves it the choice.
    public var strategy: PanelStrategy?
    /// What counts most; only an ``AdaptiveOrchestrator`` looks at it.
    public var priority: PanelPriority?
    /// Who is told what happens meanwhile.
    var listener: PanelListener?

    /// Creates options.
    public init(
        sampling: ModelSampling = ModelSampling(),
        messages: [ModelMessage]? = nil,
        context: ContextPolicy = .whole,
        answerSchema: Value? = nil,
        functions: Set<String>? = nil,
        functionChoice: FunctionChoice = .automatic,
        maxFunctionRounds: Int = 5,
        taskType: TaskType? = nil,
        deadline: Duration? = nil,
        limits: CallLimits = CallLimits(total: .seconds(30)),
        retry: RetryPolicy = RetryPolicy(maxRetries: 2),
        quality: AnswerQuality? = nil,
        comparison: AnswerComparison = .words(),
        minimumAnswers: Int = 1,
        minimumAgreement: Double? = nil,
        strategy: PanelStrategy? = nil,
        priority: PanelPriority? = nil
    ) {
        self.sampling = sampling
        self.messages = messages
        self.context = context
        self.answerSchema = answerSchema
        self.functions = functions
        self.functionChoice = functionChoice
        self.maxFunctionRounds = maxFunctionRounds
        self.taskType = taskType
        self.deadline = deadline
        self.limits = limits
        self.retry = retry
        self.quality = quality
        self.comparison = comparison
        self.minimumAnswers = minimumAnswers
        self.minimumAgreement = minimumAgreement
        self.strategy = strategy
        self.priority = priority
    }
}

extension PanelOptions {
    func validate() throws(AssayError) {
        func require(_ isTrue: Bool, _ message: String) throws(AssayError) {
            guard isTrue else { throw AssayError(.invalidArgument, message) }
        }
        try retry.validate()
        try require(deadline.map { $0 > .zero } ?? true, "deadline must be above 0")
        try require(limits.total.map { $0 > .zero } ?? true, "the time limit of a call must be above 0")
        try require(minimumAnswers >= 1, "minimum_answers must be at least 1")
        try require(minimumAgreement.map { (0...1).contains($0) } ?? true, "minimum_agreement must be from 0 to 1")
    }

    /// What a member is asked.
    func request(
        for member: PanelMember,
        _ messages: [ModelMessage],
        _ functions: [ModelFunction]
    ) -> ModelRequest {
        ModelRequest(
            model: member.model.wireName,
            messages: messages,
            sampling: sampling,
            functions: functions,
            functionChoice: functionChoice,
            answerSchema: answerSchema
        )
    }

    /// How good an answer is, and whether it counts.
    func judge(_ response: ModelResponse) -> (score: Double?, isGood: Bool) {
        guard let quality else {
            return (nil, response.finish != .length && response.message.text.contains { !$0.isWhitespace })
        }
        let score = quality.score(response)
        return (score, score >= quality.threshold)
    }
}
