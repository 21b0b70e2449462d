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
///     scores: {reasoning: 80, coding: 78, speed: 7}         # judged
///     performance: {latency_ms: 2500, tokens_per_second: 80, accuracy: 0.9}   # measured
///     supports_vision: true
///     supports_audio: false
///     supports_function_calling: true
///     supports_structured_output: true
///     wire: {temperature: false, top_p: false, stop: false, output_limit: max_completion_tokens}
///     maturity: production
///     source: the provider's price list
///     noted_on: 2025-10
/// ```
///
/// Only `id` and `provider` are required. `cost_per_1k_tokens` may stand for `price`. What `wire` leaves out is judged by the
/// model's name; it also knows `seed`, `max_temperature`, `temperature_or_top_p`, `reasoning_efforts` and `stream_usage`.
struct ModelFile {
    /// A model with its place, for errors of a registry.
    struct Entry {
        let record: ModelRecord
        let node: YAMLNode
    }

    let entries: [Entry]
    /// Whether the models Assay knows stay beside those of the file; only a file laid over them may say so.
    let keepsBuiltIn: Bool

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - text: Its text.
    ///   - file: Its name, for errors.
    ///   - isLayer: Whether its models are laid over those Assay knows.
    /// - Throws: ``AssayCore/AssayError`` with file, line, column and path.
    init(_ text: String, file: String, isLayer: Bool = false) throws(AssayError) {
        let root = try YAMLDocument(text, file: file).root
        try root.refuseUnknownKeys(known: isLayer ? ["models", "builtin"] : ["models"])
        keepsBuiltIn = try isLayer ? root.present("builtin")?.bool() ?? true : false
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
        "cost_per_1k_tokens", "scores", "performance", "parameters_billion", "maturity", "supports_vision",
        "supports_audio", "supports_function_calling", "supports_structured_output", "wire", "local", "source",
        "noted_on",
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
            performance: try performance(node),
            parametersBillion: try node.present("parameters_billion")?.double(in: 0...1e6),
            maturity: try node.present("maturity").map { node throws(AssayError) in try ModelMaturity(node) }
                ?? .production,
            features: try features(node),
            wire: try wire(node),
            isLocal: try node.present("local")?.bool() ?? false,
            source: try node.present("source")?.string(),
            notedOn: try node.present("noted_on")?.string()
        )
    }
}
