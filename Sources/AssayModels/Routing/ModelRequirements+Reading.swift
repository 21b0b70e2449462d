public import AssayCore
internal import AssayYAML

extension ModelRequirements {
    /// Reads requirements as pipelines and callers write them.
    ///
    /// ```yaml
    /// tasks: [reasoning]
    /// context_window: 50000
    /// max_cost_per_1k: 0.005
    /// ```
    ///
    /// The other keys are `expertise` (a level of ``Expertise``, or words the model must be described by), `capabilities`,
    /// `modalities` (`text`, `vision`, `code`, `audio`), `features`, `min_reasoning`, `min_coding`, `min_accuracy_score`,
    /// `max_latency_ms`, `min_tokens_per_second`, `min_maturity`, `min_size` and `max_size` (billions of parameters, or text
    /// such as `7B` and `500M`), `cost_limit` with `budget_period` (`per-task`, `per-pipeline`, `per-hour`) and `spent_usd`,
    /// `providers`, `local_only`, `preferred`, `excluded`, `fallback_strategy` (`best_available`, `fail`, `cheapest`),
    /// `input_tokens` and `output_tokens`.
    ///
    /// - Throws: ``AssayError/Code/invalidDocument`` naming the key that is unknown or has a wrong value. Requirements that
    ///   could not be checked are refused, not ignored.
    public init(_ document: Object) throws(AssayError) {
        try self.init(YAMLDocument(Value.object(document).canonicalJSON, file: "requirements").root)
    }

    /// Reads requirements from a text in YAML or JSON.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - file: Its name, for errors.
    /// - Throws: ``AssayError`` with file, line and column, as ``init(_:)-(Object)``.
    public init(_ text: String, file: String) throws(AssayError) {
        try self.init(YAMLDocument(text, file: file).root)
    }

    /// Reads what stands behind `requires_model`: requirements, or `none`.
    ///
    /// - Returns: the requirements; `nil` where no model is asked.
    /// - Throws: as ``init(_:)-(Object)``.
    public static func requiresModel(_ value: Value) throws(AssayError) -> ModelRequirements? {
        switch value {
        case .null, "none": return nil
        case .object(let document): return try ModelRequirements(document)
        default: throw AssayError(.invalidDocument, "requires_model must be none or a mapping of requirements")
        }
    }

    init(_ node: YAMLNode) throws(AssayError) {
        self.init()
        try node.refuseUnknownKeys(known: Self.keys)
        for task in try node.present("tasks")?.elements() ?? [] { tasks.append(try TaskType(task)) }
        contextWindow = try node.present("context_window")?.int(in: 1...1_000_000_000)
        inputTokens = try node.present("input_tokens")?.int(in: 0...1_000_000_000)
        outputTokens = try node.present("output_tokens")?.int(in: 0...1_000_000_000)
        try readQualities(node)
        try readCosts(node)
        try readChoice(node)
    }

    private static let keys = [
        "tasks", "context_window", "max_cost_per_1k", "cost_limit", "budget_period", "spent_usd", "capabilities",
        "expertise", "modalities", "features", "min_reasoning", "min_coding", "min_accuracy_score", "max_latency_ms",
        "min_tokens_per_second", "min_maturity", "min_size", "max_size", "providers", "local_only", "preferred",
        "excluded", "fallback_strategy", "input_tokens", "output_tokens",
    ]

    private mutating func readQualities(_ node: YAMLNode) throws(AssayError) {
        capabilities = Set(try node.present("capabilities")?.strings() ?? [])
        if let wanted = try node.present("expertise") { try readExpertise(wanted) }
        for feature in try node.present("features")?.elements() ?? [] {
            features.insert(try feature.choice(of: ModelFeature.self))
        }
        for modality in try node.present("modalities")?.elements() ?? [] { try require(modality) }
        minimumReasoning = try node.present("min_reasoning")?.double(in: 0...100)
        minimumCoding = try node.present("min_coding")?.double(in: 0...100) ?? minimumCoding
        minimumAccuracy = try node.present("min_accuracy_score")?.double(in: 0...1)
        maximumLatencyMS = try node.present("max_latency_ms")?.double(in: 0...1e9)
        minimumTokensPerSecond = try node.present("min_tokens_per_second")?.double(in: 0...1e9)
        if let maturity = try node.present("min_maturity") { minimumMaturity = try ModelMaturity(maturity) }
        minimumParametersBillion = try Self.size(node.present("min_size"))
        maximumParametersBillion = try Self.size(node.present("max_size"))
    }

    private mutating func readCosts(_ node: YAMLNode) throws(AssayError) {
        maximumCostPerThousand = try node.present("max_cost_per_1k")?.double(in: 0...1e6)
        maximumCostUSD = try node.present("cost_limit")?.double(in: 0...1e9)
        if let period = try node.present("budget_period") {
            guard maximumCostUSD != nil else {
                throw period.failure("must stand beside cost_limit, whose period it is")
            }
            budgetPeriod = try period.choice(of: BudgetPeriod.self)
        }
        guard let spent = try node.member(ifPresent: "spent_usd") else { return }
        guard budgetPeriod == .pipeline else {
            throw spent.failure("must stand beside budget_period: per-pipeline, which alone looks at it")
        }
        spentUSD = try node.present("spent_usd")?.double(in: 0...1e9)
    }

    private mutating func readChoice(_ node: YAMLNode) throws(AssayError) {
        providers = try node.present("providers").map { node throws(AssayError) in Set(try node.strings()) }
        isLocalOnly = try node.present("local_only")?.bool() ?? false
        preferred = try node.present("preferred")?.strings() ?? []
        blocked = Set(try node.present("excluded")?.strings() ?? [])
        fallbackStrategy = try node.present("fallback_strategy").map { node throws(AssayError) in
            try node.choice(of: FallbackStrategy.self)
        }
    }

    private mutating func require(_ modality: YAMLNode) throws(AssayError) {
        switch try modality.string() {
        case "text": break
        case "vision": features.insert(.vision)
        case "audio": features.insert(.audio)
        case "code": minimumCoding = 1
        default: throw modality.failure("must be one of text, vision, code, audio")
        }
    }

    /// A level, or the fields that the model must be described by.
    private mutating func readExpertise(_ node: YAMLNode) throws(AssayError) {
        if case .sequence = node.content {
            capabilities.formUnion(try node.strings())
        } else {
            expertise = try node.choice(of: Expertise.self)
        }
    }

    /// Billions of parameters: a number, or text such as `7B`, `1.5B`, `500M` or `1T`.
    private static func size(_ node: YAMLNode?) throws(AssayError) -> Double? {
        guard let node else { return nil }
        guard case .scalar(.string(let text)) = node.content else { return try node.double(in: 0...1e6) }
        let units: [Character: Double] = ["M": 0.001, "B": 1, "T": 1000]
        let unit = text.last.flatMap { units[Character($0.uppercased())] }
        guard let unit, let number = Double(text.dropLast()), (0...1e6).contains(number * unit) else {
            throw node.failure("must be billions of parameters, or text such as 7B, 1.5B or 500M")
        }
        return number * unit
    }
}

extension TaskType {
    /// Reads a name from a document.
    init(_ node: YAMLNode) throws(AssayError) { self = try node.choice(of: TaskType.self) }
}
