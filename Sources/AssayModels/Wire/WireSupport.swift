import AssayCore

/// Which settings a model takes; what it does not take is not sent, and the answer's warnings say so.
///
/// Providers refuse settings by model, not by provider: a chat model takes a temperature and stop texts, the reasoning
/// model beside it answers 400.
public struct WireSupport: Sendable, Hashable {
    /// What the limit of tokens is called in chat completions.
    public enum OutputLimitName: String, Sendable, Hashable, CaseIterable {
        /// The old name, which most compatible servers know.
        case maxTokens = "max_tokens"
        /// The name OpenAI's reasoning models insist on.
        case maxCompletionTokens = "max_completion_tokens"
    }

    /// What the limit of tokens is called; only chat completions have two names.
    public var outputLimitName = OutputLimitName.maxTokens
    /// Whether a temperature may be set.
    public var temperature = true
    /// The highest temperature that may be set.
    public var highestTemperature = 2.0
    /// Whether nucleus sampling may be set.
    public var topP = true
    /// Whether nucleus sampling is refused beside a temperature.
    public var isTemperatureOrTopP = false
    /// Whether stop texts may be set.
    public var stop = true
    /// Whether a seed may be set.
    public var seed = true
    /// The reasoning efforts it knows; `nil` leaves the judgement to the provider, empty means none.
    public var reasoningEfforts: Set<String>?
    /// Whether it can be held to a JSON Schema; if not, the schema is written into the instructions.
    public var answerSchema = true
    /// Whether a streamed answer may be asked for its usage.
    public var streamUsage = true
    /// The limit of tokens where the request has none and the provider insists on one.
    public var usualOutputTokens = 4096
    /// The most tokens the model writes, to which a higher limit is lowered; `nil` when unknown.
    public var mostOutputTokens: Int?
    /// Whether the first of a turn's function calls must carry a signature, as from Gemini 3 on.
    public var needsCallSignatures = false
    /// The tokens of context to ask for, where the server can be told; `nil` asks for what a request needs.
    public var contextTokens: Int?
    /// The most tokens of context the model has; `nil` when unknown.
    public var contextWindow: Int?

    /// Takes everything.
    public init() {}
}

extension WireSupport {
    /// The usual settings of a model, judged by its name; a registry knows better.
    public static func usual(for model: String, of kind: ProviderKind) -> WireSupport {
        var support = WireSupport()
        switch kind {
        case .anthropic:
            support.seed = false
            support.highestTemperature = 1
        case .gemini: support.needsCallSignatures = !["gemini-1", "gemini-2"].contains { model.contains($0) }
        case .openAI where isOpenAIReasoning(model):
            support.outputLimitName = .maxCompletionTokens
            support.temperature = false
            support.topP = false
            support.stop = false
        default: break
        }
        return support
    }

    /// `o1`, `o3-mini`, `o4-mini`, `gpt-5` and their kin.
    private static func isOpenAIReasoning(_ model: String) -> Bool {
        let name = model.split(separator: "/").last ?? ""
        if name.hasPrefix("gpt-5") { return !name.contains("chat") }
        return name.first == "o" && name.dropFirst().first?.isNumber == true
    }
}

extension WireSupport {
    /// The request with what the model takes, and a sentence for each setting that was left out or changed.
    func admit(_ request: ModelRequest) -> (request: ModelRequest, warnings: [String]) {
        var request = request
        var warnings: [String] = []
        for setting in refusedSettings(of: request.sampling) {
            setting.remove(&request.sampling)
            warnings.append("The model takes no \(setting.name); the setting was not sent.")
        }
        if let most = mostOutputTokens, let wanted = request.sampling.maxOutputTokens, wanted > most {
            request.sampling.maxOutputTokens = most
            warnings.append("The model writes \(most) tokens at most; the limit was lowered to that.")
        }
        if !answerSchema { request.writeSchemaIntoInstructions() }
        return (request, warnings)
    }

    private typealias Setting = (name: String, remove: (inout ModelSampling) -> Void)

    /// The settings that are set and that the model would refuse.
    private func refusedSettings(of sampling: ModelSampling) -> [Setting] {
        let isCool = sampling.temperature.map { $0 <= highestTemperature } ?? true
        let isBoth = isTemperatureOrTopP && temperature && isCool && sampling.temperature != nil
        let knowsEffort = reasoningEfforts?.contains(sampling.reasoningEffort ?? "") ?? true
        let settings: [(isRefused: Bool, isSet: Bool, setting: Setting)] = [
            (!temperature, sampling.temperature != nil, ("temperature", { $0.temperature = nil })),
            (
                temperature && !isCool, sampling.temperature != nil,
                ("temperature above \(highestTemperature)", { $0.temperature = nil })
            ),
            (!topP, sampling.topP != nil, ("top_p", { $0.topP = nil })),
            (topP && isBoth, sampling.topP != nil, ("top_p beside a temperature", { $0.topP = nil })),
            (!stop, !sampling.stop.isEmpty, ("stop texts", { $0.stop = [] })),
            (!seed, sampling.seed != nil, ("seed", { $0.seed = nil })),
            (!knowsEffort, sampling.reasoningEffort != nil, ("such reasoning effort", { $0.reasoningEffort = nil })),
        ]
        return settings.filter { $0.isRefused && $0.isSet }.map(\.setting)
    }
}

extension ModelRequest {
    fileprivate mutating func writeSchemaIntoInstructions() {
        guard let schema = answerSchema else { return }
        answerSchema = nil
        let text = "Answer with JSON only, without any other text, valid against this JSON Schema:\n"
        messages.insert(.system(text + schema.canonicalJSON), at: 0)
    }
}
