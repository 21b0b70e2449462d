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
    /// The other keys are `cost_limit`, `capabilities`, `modalities` (`text`, `vision`, `code`), `min_reasoning`, `min_coding`,
    /// `min_maturity`, `min_size` and `max_size` in billions of parameters, `providers`, `local_only` and `excluded`.
    ///
    /// - Throws: ``AssayError/Code/invalidDocument`` naming the key that is unknown or has a wrong value. Requirements that
    ///   could not be checked are refused, not ignored.
    public init(_ document: Object) throws(AssayError) {
        self.init()
        let node = try YAMLDocument(Value.object(document).canonicalJSON, file: "requirements").root
        try node.refuseUnknownKeys(known: [
            "tasks", "context_window", "max_cost_per_1k", "cost_limit", "capabilities", "modalities", "min_reasoning",
            "min_coding", "min_maturity", "min_size", "max_size", "providers", "local_only", "excluded",
        ])
        for task in try node.present("tasks")?.elements() ?? [] { tasks.append(try TaskType(task)) }
        contextWindow = try node.present("context_window")?.int(in: 1...1_000_000_000)
        maximumCostPerThousand = try node.present("max_cost_per_1k")?.double(in: 0...1e6)
        maximumCostUSD = try node.present("cost_limit")?.double(in: 0...1e9)
        capabilities = Set(try node.present("capabilities")?.strings() ?? [])
        for modality in try node.present("modalities")?.elements() ?? [] { try require(modality) }
        minimumReasoning = try node.present("min_reasoning")?.double(in: 0...100) ?? minimumReasoning
        minimumCoding = try node.present("min_coding")?.double(in: 0...100) ?? minimumCoding
        if let maturity = try node.present("min_maturity") { minimumMaturity = try ModelMaturity(maturity) }
        minimumParametersBillion = try node.present("min_size")?.double(in: 0...1e6)
        maximumParametersBillion = try node.present("max_size")?.double(in: 0...1e6)
        providers = try node.present("providers").map { node throws(AssayError) in Set(try node.strings()) }
        isLocalOnly = try node.present("local_only")?.bool() ?? false
        blocked = Set(try node.present("excluded")?.strings() ?? [])
    }

    private mutating func require(_ modality: YAMLNode) throws(AssayError) {
        switch try modality.string() {
        case "text": break
        case "vision": features.insert(.vision)
        case "code": minimumCoding = 1
        default: throw modality.failure("must be one of text, vision, code")
        }
    }
}

extension TaskType {
    /// Reads a name from a document.
    init(_ node: YAMLNode) throws(AssayError) {
        guard let task = TaskType(rawValue: try node.string()) else {
            throw node.failure("must be one of \(TaskType.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self = task
    }
}
