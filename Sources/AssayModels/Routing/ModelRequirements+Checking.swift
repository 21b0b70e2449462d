extension ModelRequirements {
    /// Why a model cannot be asked; empty when it can.
    func objections(to model: ModelRecord, _ availability: ModelAvailability, _ size: CallSize) -> [String] {
        var reasons: [String] = []
        if case .unavailable(let reason) = availability { reasons.append(reason) }
        if !blocked.isDisjoint(with: [model.id, model.wireName] + model.aliases) { reasons.append("it is blocked") }
        if let providers, !providers.contains(model.provider) {
            reasons.append("its provider \(model.provider) is not one of \(providers.sorted().joined(separator: ", "))")
        }
        if isLocalOnly, !model.isLocal { reasons.append("it does not run locally") }
        for feature in ModelFeature.allCases where features.contains(feature) && !model.features.contains(feature) {
            reasons.append("it has no \(feature.rawValue)")
        }
        let missing = capabilities.subtracting(model.capabilities).sorted()
        if !missing.isEmpty { reasons.append("it is not described by \(missing.joined(separator: ", "))") }
        if model.maturity < minimumMaturity { reasons.append("it is \(model.maturity), not \(minimumMaturity)") }
        return reasons + numbers(model, size)
    }

    private func numbers(_ model: ModelRecord, _ size: CallSize) -> [String] {
        let context = max(Int64(contextWindow ?? 0), size.total)
        let isContextAsked = contextWindow != nil || model.contextWindow != nil
        let perThousand = model.price.map { $0.blended / 1000 }
        return [
            Self.atLeast(
                "context window",
                model.contextWindow.map(Double.init),
                isContextAsked ? Double(context) : nil
            ),
            Self.atLeast("reasoning", model.scores.reasoning, minimumReasoning),
            Self.atLeast("coding", model.scores.coding, minimumCoding),
            Self.atLeast("size in billions", model.parametersBillion, minimumParametersBillion),
            Self.atMost("size in billions", model.parametersBillion, maximumParametersBillion),
            Self.atMost("cost per 1,000 tokens in USD", perThousand, maximumCostPerThousand),
            Self.atMost("cost of the call in USD", size.expectedCost(of: model), maximumCostUSD),
        ].compactMap(\.self)
    }

    private static func atLeast(_ name: String, _ value: Double?, _ limit: Double?) -> String? {
        guard let limit else { return nil }
        guard let value else { return "its \(name) is unknown" }
        return value >= limit ? nil : "its \(name) of \(plain(value)) is below \(plain(limit))"
    }

    private static func atMost(_ name: String, _ value: Double?, _ limit: Double?) -> String? {
        guard let limit else { return nil }
        guard let value else { return "its \(name) is unknown" }
        return value <= limit ? nil : "its \(name) of \(plain(value)) is above \(plain(limit))"
    }

    /// Whole numbers without a fraction.
    private static func plain(_ value: Double) -> String { Int64(exactly: value).map(String.init) ?? String(value) }
}
