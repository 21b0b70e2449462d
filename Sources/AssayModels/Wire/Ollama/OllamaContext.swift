import AssayCore

/// How much context Ollama is asked for: left to itself it cuts a longer prompt to its own default without a word.
enum OllamaContext {
    /// The least any version takes where it is asked for nothing; many servers are set to more.
    private static let leastDefault: Int64 = 2048

    /// The tokens of context to ask for; `nil` where the prompt fits into every server's default.
    ///
    /// What is asked for takes the place of what the server was set to, and may make it load the model again; hence nothing
    /// is while the prompt fits, however long the answer may become. Otherwise it is a power of two that has room for the
    /// prompt and the whole answer, so that prompts of similar length ask for the same, and no more than the model has. The
    /// prompt counts at half its bytes, half more than is likely.
    static func tokens(for request: ModelRequest, _ support: WireSupport) -> Int? {
        if let wanted = support.contextTokens { return wanted }
        let prompt = TokenEstimate.likely(of: request) / 2 * 3
        guard prompt > leastDefault else { return nil }
        let output = min(request.sampling.maxOutputTokens ?? ModelRequirements.usualOutputTokens, 1 << 40)
        let window = Int64(support.contextWindow ?? .max)
        var room = leastDefault
        while room < prompt + Int64(output), room < window { room *= 2 }
        return Int(min(room, window))
    }
}
