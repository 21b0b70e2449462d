/// What a model must be or have to be asked at all; none of it is ever relaxed.
///
/// What is `nil` or empty does not matter. A model of which a required fact is unknown does not qualify. A fact that was
/// measured in at least three answered calls counts before one that was declared.
public struct ModelRequirements: Sendable, Hashable {
    /// What it is to be good at, when the prompt need not be looked at; the first one counts most.
    public var tasks: [TaskType] = []
    /// The least tokens of question and answer together.
    public var contextWindow: Int?
    /// What it must take and give beyond text.
    public var features: Set<ModelFeature> = []
    /// Words all of which it must be described by.
    public var capabilities: Set<String> = []
    /// The most one call may cost, in US dollars, at the tokens below, together with what ``budgetPeriod`` adds.
    public var maximumCostUSD: Double?
    /// Over what time ``maximumCostUSD`` holds.
    public var budgetPeriod = BudgetPeriod.task
    /// What the pipeline has spent so far, in US dollars; `nil` when unknown.
    ///
    /// Only ``BudgetPeriod/pipeline`` looks at it.
    public var spentUSD: Double? = 0
    /// The most a thousand tokens may cost, in US dollars, three read for one written.
    public var maximumCostPerThousand: Double?
    /// How good it must be at what is to be done.
    public var expertise: Expertise?
    /// The least score in reasoning, from 0 to 100.
    public var minimumReasoning: Double?
    /// The least score in coding, from 0 to 100.
    public var minimumCoding: Double?
    /// The least share of right answers, from 0 to 1.
    public var minimumAccuracy: Double?
    /// The longest mean time to an answer, in milliseconds.
    public var maximumLatencyMS: Double?
    /// The least tokens it writes in a second.
    public var minimumTokensPerSecond: Double?
    /// The least maturity.
    public var minimumMaturity = ModelMaturity.experimental
    /// The least size, in billions of parameters.
    public var minimumParametersBillion: Double?
    /// The largest size, in billions of parameters.
    public var maximumParametersBillion: Double?
    /// The providers that may be asked; `nil` allows all.
    public var providers: Set<String>?
    /// Whether only models on machines of the user's own may be asked.
    public var isLocalOnly = false
    /// Models to ask before all others that qualify, in order, by any of their names.
    public var preferred: [String] = []
    /// Models not to ask, by any of their names.
    public var blocked: Set<String> = []
    /// Who answers when the chosen model fails; `nil` leaves it to the guide and the ranking.
    public var fallbackStrategy: FallbackStrategy?
    /// The tokens the call will read, for cost and context; `nil` counts those of the prompt.
    public var inputTokens: Int?
    /// The fewest tokens it must be able to read where the rest of a conversation may be left out; `nil` where it may not.
    var leastInputTokens: Int?
    /// The tokens the call will write, for cost and context; `nil` takes ``usualOutputTokens``.
    public var outputTokens: Int?

    /// What an answer is taken to have where nobody said.
    public static let usualOutputTokens = 500

    /// Requires nothing.
    public init() {}
}
