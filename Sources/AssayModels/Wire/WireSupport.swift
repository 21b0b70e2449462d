import AssayCore

/// Which settings a model takes; what it does not take is not sent, and the answer's warnings say so.
///
/// Providers refuse settings by model, not by provider: a chat model takes a temperature and stop texts, the reasoning
/// model beside it answers 400.
public struct WireSupport: Sendable, Hashable {
    /// What the limit of tokens is called in chat completions.
    public enum OutputLimitName: String, Sendable, Hashable {
        /// The old name, which most compatible servers know.
        case maxTokens = "max_tokens"
        /// The name OpenAI's reasoning models insist on.
        case maxCompletionTokens = "max_completion_tokens"
    }

    /// What the limit of tokens is called; only chat completions have two names.
    public var outputLimitName = OutputLimitName.maxTokens
    /// Whether a temperature may be set.
    public var temperature = true
    /// Whether nucleus sampling may be set.
    public var topP = true
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
    /// Whether the first of a turn's function calls must carry a signature, as from Gemini 3 on.
    public var needsCallSignatures = false
    /// The tokens of context to ask for, where the server can be told.
    public var contextTokens: Int?

    /// Takes everything.
    public init() {}
}

extension WireSupport {
    /// The usual settings of a model, judged by its name; a registry knows better.
    public static func usual(for model: String, of kind: ProviderKind) -> WireSupport {
        var support = WireSupport()
        switch kind {
        case .anthropic: support.seed = false
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
    /// The request with what the model takes, and a sentence for each setting that was left out.
    func admit(_ request: ModelRequest) -> (request: ModelRequest, warnings: [String]) {
        var request = request
        var left: [String] = []
        func leaveOut(_ name: String, unless isAllowed: Bool, _ isSet: Bool) -> Bool {
            guard isSet, !isAllowed else { return false }
            left.append("The model takes no \(name); the setting was not sent.")
            return true
        }
        let sampling = request.sampling
        if leaveOut("temperature", unless: temperature, sampling.temperature != nil) {
            request.sampling.temperature = nil
        }
        if leaveOut("top_p", unless: topP, sampling.topP != nil) { request.sampling.topP = nil }
        if leaveOut("stop texts", unless: stop, !sampling.stop.isEmpty) { request.sampling.stop = [] }
        if leaveOut("seed", unless: seed, sampling.seed != nil) { request.sampling.seed = nil }
        let knowsEffort = reasoningEfforts?.contains(sampling.reasoningEffort ?? "") ?? true
        if leaveOut("such reasoning effort", unless: knowsEffort, sampling.reasoningEffort != nil) {
            request.sampling.reasoningEffort = nil
        }
        if !answerSchema { request.writeSchemaIntoInstructions() }
        return (request, left)
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
