import AssayCore
import AssayYAML

/// Reads descriptions of models from YAML or JSON.
///
/// ```yaml
/// models:
///   - id: gpt-4o
///     provider: openai
///     model: gpt-4o-2024-08-06          # on the wire; the id when left out
///     aliases: [omni]
///     capabilities: [reasoning, coding]
///     context_window: 128000
///     max_output_tokens: 16384
///     price: {input: 2.5, output: 10, cached_input: 1.25}   # US dollars per million tokens; null when unknown
///     scores: {reasoning: 80, coding: 78, speed: 7}
///     supports_vision: true
///     supports_function_calling: true
///     supports_structured_output: true
///     maturity: production
///     source: the provider's price list
///     noted_on: 2025-10
/// ```
///
/// Only `id` and `provider` are required. `cost_per_1k_tokens` may stand for `price`.
struct ModelFile {
    /// A model with its place, for errors of a registry.
    struct Entry {
        let record: ModelRecord
        let node: YAMLNode
    }

    let entries: [Entry]

    init(_ text: String, file: String) throws(AssayError) {
        let root = try YAMLDocument(text, file: file).root
        try root.refuseUnknownKeys(known: ["models"])
        var entries: [Entry] = []
        for node in try root.member("models").elements() {
            try node.refuseUnknownKeys(known: ["id"] + Self.keys)
            let record = try Self.record(id: try node.member("id").string(), node)
            entries.append(Entry(record: record, node: node))
        }
        self.entries = entries
    }

    /// Reads a description given in code; errors name its keys.
    static func record(id: String, config: Object) throws(AssayError) -> ModelRecord {
        let node = try YAMLDocument(Value.object(config).canonicalJSON, file: "model \(id)").root
        try node.refuseUnknownKeys(known: keys)
        return try record(id: id, node)
    }

    private static let keys = [
        "provider", "model", "aliases", "capabilities", "context_window", "max_output_tokens", "price",
        "cost_per_1k_tokens", "scores", "parameters_billion", "maturity", "supports_vision",
        "supports_function_calling", "supports_structured_output", "local", "source", "noted_on",
    ]

    private static func record(id: String, _ node: YAMLNode) throws(AssayError) -> ModelRecord {
        ModelRecord(
            id: id,
            provider: try node.member("provider").string(),
            wireName: try node.present("model")?.string(),
            aliases: try node.present("aliases")?.strings() ?? [],
            capabilities: Set(try node.present("capabilities")?.strings() ?? []),
            contextWindow: try node.present("context_window")?.int(in: 1...1_000_000_000),
            maxOutputTokens: try node.present("max_output_tokens")?.int(in: 1...1_000_000_000),
            price: try price(node),
            scores: try scores(node),
            parametersBillion: try node.present("parameters_billion")?.double(in: 0...1e6),
            maturity: try node.present("maturity").map { node throws(AssayError) in try ModelMaturity(node) }
                ?? .production,
            features: try features(node),
            isLocal: try node.present("local")?.bool() ?? false,
            source: try node.present("source")?.string(),
            notedOn: try node.present("noted_on")?.string()
        )
    }

    private static func price(_ node: YAMLNode) throws(AssayError) -> ModelPrice? {
        let thousand = try node.present("cost_per_1k_tokens")
        guard let price = try node.present("price") else {
            return try thousand.map { node throws(AssayError) in ModelPrice(perThousand: try node.double(in: 0...1e6)) }
        }
        if let thousand { throw thousand.failure("must not stand beside price") }
        try price.refuseUnknownKeys(known: ["input", "output", "cached_input", "cache_write"])
        return ModelPrice(
            input: try price.member("input").double(in: 0...1e6),
            output: try price.member("output").double(in: 0...1e6),
            cachedInput: try price.present("cached_input")?.double(in: 0...1e6),
            cacheWrite: try price.present("cache_write")?.double(in: 0...1e6)
        )
    }

    private static func scores(_ node: YAMLNode) throws(AssayError) -> ModelScores {
        guard let scores = try node.present("scores") else { return ModelScores() }
        try scores.refuseUnknownKeys(known: ["reasoning", "coding", "speed"])
        return ModelScores(
            reasoning: try scores.present("reasoning")?.double(in: 0...100),
            coding: try scores.present("coding")?.double(in: 0...100),
            speed: try scores.present("speed")?.double(in: 0...10)
        )
    }

    private static func features(_ node: YAMLNode) throws(AssayError) -> Set<ModelFeature> {
        let keys: [(String, ModelFeature)] = [
            ("supports_vision", .vision), ("supports_function_calling", .functions),
            ("supports_structured_output", .structuredOutput),
        ]
        var features: Set<ModelFeature> = []
        for (key, feature) in keys where try node.present(key)?.bool() ?? false { features.insert(feature) }
        return features
    }
}

extension YAMLNode {
    /// The member of that name, or `nil` when there is none or it is `null`, which says that the fact is unknown.
    func present(_ key: String) throws(AssayError) -> YAMLNode? {
        guard let node = try member(ifPresent: key) else { return nil }
        if case .scalar(.null) = node.content { return nil }
        return node
    }
}
