import AssayCore

/// What is known of one model: where it runs, what it can do, what it costs.
///
/// What nobody knows is `nil`, never 0.
public struct ModelRecord: Sendable, Hashable {
    /// The unique name in the registry.
    public var id: String
    /// The name under which its provider is registered, such as `openai`.
    public var provider: String
    /// The name on the wire; the ``id`` unless told otherwise.
    public var wireName: String
    /// Other names it is found by.
    public var aliases: [String]
    /// Free words for what it is good at.
    public var capabilities: Set<String>
    /// The tokens of question and answer together.
    public var contextWindow: Int?
    /// The most tokens of one answer.
    public var maxOutputTokens: Int?
    /// What it costs; `nil` when unknown.
    public var price: ModelPrice?
    /// How good and how fast it is.
    public var scores: ModelScores
    /// How it works, as measured.
    public var performance: ModelPerformance
    /// Its size, in billions of parameters.
    public var parametersBillion: Double?
    /// How far it can be relied on.
    public var maturity: ModelMaturity
    /// What it can take and give beyond text.
    public var features: Set<ModelFeature>
    /// What it takes on the wire, where that is not as usual for its name.
    public var wire: WireFacts
    /// Whether it runs on a machine of the user's own.
    public var isLocal: Bool
    /// Where the facts come from.
    public var source: String?
    /// When the facts were noted, as `2025-10` or `2025-10-31`.
    public var notedOn: String?

    /// Describes a model.
    public init(
        id: String,
        provider: String,
        wireName: String? = nil,
        aliases: [String] = [],
        capabilities: Set<String> = [],
        contextWindow: Int? = nil,
        maxOutputTokens: Int? = nil,
        price: ModelPrice? = nil,
        scores: ModelScores = ModelScores(),
        performance: ModelPerformance = ModelPerformance(),
        parametersBillion: Double? = nil,
        maturity: ModelMaturity = .production,
        features: Set<ModelFeature> = [],
        wire: WireFacts = WireFacts(),
        isLocal: Bool = false,
        source: String? = nil,
        notedOn: String? = nil
    ) {
        self.id = id
        self.provider = provider
        self.wireName = wireName ?? id
        self.aliases = aliases
        self.capabilities = capabilities
        self.contextWindow = contextWindow
        self.maxOutputTokens = maxOutputTokens
        self.price = price
        self.scores = scores
        self.performance = performance
        self.parametersBillion = parametersBillion
        self.maturity = maturity
        self.features = features
        self.wire = wire
        self.isLocal = isLocal
        self.source = source
        self.notedOn = notedOn
    }
}

extension ModelRecord {
    /// What a call cost, in US dollars; `nil` when a price or a count it needs is unknown, and 0 from a cache.
    public func cost(_ usage: ModelUsage) -> Double? { usage.isCached ? 0 : price?.cost(usage) }

    /// How good it is at a kind of task, from 0 to 100; `nil` when unknown.
    ///
    /// Vision is 100 or 0, by whether it sees.
    public func score(for task: TaskType) -> Double? {
        task == .vision ? (features.contains(.vision) ? 100 : 0) : scores.score(for: task)
    }

    /// Whether it is known to take no pictures: somebody said so, or said what it takes and left pictures out, but not that
    /// this is unknown.
    public var isBlind: Bool {
        !features.contains(.vision) && (wire.vision == false || !features.isEmpty && !wire.isVisionUnknown)
    }

    /// Whether it is known to call no functions: somebody said what it can do, and left them out.
    public var callsNoFunctions: Bool { !features.isEmpty && !features.contains(.functions) }

    /// Refuses to show a model what it cannot see.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/unsupportedMedia`` for pictures or documents where it ``isBlind``.
    func checkMedia(of request: ModelRequest) throws(AssayError) {
        guard isBlind, !request.media.isEmpty else { return }
        throw AssayError(
            .unsupportedMedia,
            "model \(id) cannot be shown pictures or documents: it has no vision; see supports_vision in a models file"
        )
    }

    /// Whether it is one of the strong reasoners: 85 points or more.
    public var isStrongReasoner: Bool { scores.reasoning.map { $0 >= 85 } ?? false }

    /// Whether it is one of the strong coders: 85 points or more.
    public var isCodeSpecialist: Bool { scores.coding.map { $0 >= 85 } ?? false }
}
