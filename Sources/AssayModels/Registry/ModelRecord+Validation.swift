import AssayCore

extension ModelRecord {
    /// Refuses what no model can be.
    func validate() throws(AssayError) {
        func require(_ isTrue: Bool, _ problem: String) throws(AssayError) {
            guard isTrue else { throw AssayError(.invalidArgument, "model \(id): \(problem)") }
        }
        try require(
            !id.isEmpty && !provider.isEmpty && !wireName.isEmpty,
            "id, provider and wire name must not be empty"
        )
        try require(aliases.allSatisfy { !$0.isEmpty }, "an alias must not be empty")
        try require((contextWindow ?? 1) > 0, "the context window must be above 0")
        try require((maxOutputTokens ?? 1) > 0, "the most output tokens must be above 0")
        try require(price?.isValid ?? true, "a price must be 0 or more")
        try require(Self.isWithin(scores.reasoning, 100), "reasoning must be from 0 to 100")
        try require(Self.isWithin(scores.coding, 100), "coding must be from 0 to 100")
        try require(Self.isWithin(scores.speed, 10), "speed must be from 0 to 10")
        try require(Self.isWithin(parametersBillion, 1e6), "the size must be from 0 to 1,000,000 billion parameters")
    }

    private static func isWithin(_ score: Double?, _ limit: Double) -> Bool {
        score.map { (0...limit).contains($0) } ?? true
    }
}

extension ModelPrice {
    fileprivate var isValid: Bool {
        [input, output, cachedInput ?? 0, cacheWrite ?? 0].allSatisfy { $0 >= 0 && $0.isFinite }
    }
}
