import AssayCore

/// How much context Ollama is asked for: left to itself it cuts a longer prompt to its own default without a word.
enum OllamaContext {
    /// The least any version takes where it is asked for nothing.
    private static let leastDefault: Int64 = 2048
    /// The least to ask for; what most versions take anyhow, so that they need not load the model again.
    private static let least: Int64 = 4096
    /// How much of the answer's limit gets room: an answer that finds none says that it was cut.
    private static let mostOutput = 2048

    /// The tokens of context to ask for; `nil` where every server's default will do.
    ///
    /// A power of two, so that prompts of similar length do not make the server load the model again, and no more than the
    /// model has. The prompt counts at half its bytes, half more than is likely.
    static func tokens(for request: ModelRequest, _ support: WireSupport) -> Int? {
        if let wanted = support.contextTokens { return wanted }
        let output = min(request.sampling.maxOutputTokens ?? ModelRequirements.usualOutputTokens, mostOutput)
        let needed = TokenEstimate.likely(of: request) / 2 * 3 + Int64(output)
        guard needed > leastDefault else { return nil }
        var room = least
        while room < needed { room *= 2 }
        return min(Int(room), support.contextWindow ?? .max)
    }
}
