import AssayCore

/// One model under the conditions of one call, with what was measured of it.
struct Applicant {
    let model: ModelRecord
    let availability: ModelAvailability
    let size: CallSize
    /// What is to be done.
    let task: TaskType
    /// What it did at such tasks.
    let learned: ModelTotals?
    /// What the period of the budget has spent already; `nil` when unknown.
    let spentUSD: Double?

    /// How many answers it takes before a measurement counts more than what was declared.
    static let fewestAnswers: Int64 = 3

    private var measured: ModelTotals? { learned.flatMap { $0.successes >= Self.fewestAnswers ? $0 : nil } }

    var latencyMS: Double? { measured?.meanLatencyMS ?? model.performance.latencyMS }

    var tokensPerSecond: Double? { measured?.tokensPerSecond ?? model.performance.tokensPerSecond }

    /// What the period will have cost with this call; `nil` when a part is unknown.
    var costUSD: Double? {
        guard let spentUSD, let cost = size.expectedCost(of: model) else { return nil }
        return spentUSD + cost
    }
}

extension ModelRequirements {
    /// Why a model cannot be asked; empty when it can.
    func objections(to applicant: Applicant) -> [String] {
        let model = applicant.model
        var reasons: [String] = []
        if case .unavailable(let reason) = applicant.availability { reasons.append(reason) }
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
        return reasons + numbers(applicant)
    }

    private func numbers(_ applicant: Applicant) -> [String] {
        let (model, size) = (applicant.model, applicant.size)
        let context = max(Int64(contextWindow ?? 0), size.total)
        let isContextAsked = contextWindow != nil || model.contextWindow != nil
        let score = model.score(for: applicant.task)
        return [
            Self.atLeast(
                "context window",
                model.contextWindow.map(Double.init),
                isContextAsked ? Double(context) : nil
            ),
            Self.atLeast("score at \(applicant.task.rawValue)", score, expertise?.minimumScore),
            Self.atLeast("reasoning", model.scores.reasoning, minimumReasoning),
            Self.atLeast("coding", model.scores.coding, minimumCoding),
            Self.atLeast("accuracy", model.performance.accuracy, minimumAccuracy),
            Self.atMost("time to an answer in milliseconds", applicant.latencyMS, maximumLatencyMS),
            Self.atLeast("speed in tokens per second", applicant.tokensPerSecond, minimumTokensPerSecond),
            Self.atLeast("size in billions", model.parametersBillion, minimumParametersBillion),
            Self.atMost("size in billions", model.parametersBillion, maximumParametersBillion),
            Self.atMost(
                "cost per 1,000 tokens in USD",
                model.price.map { $0.blended / 1000 },
                maximumCostPerThousand
            ),
            Self.atMost(costName, applicant.costUSD, maximumCostUSD),
        ].compactMap(\.self)
    }

    private var costName: String {
        switch budgetPeriod {
        case .task: "cost of the call in USD"
        case .pipeline: "cost of the call in USD with what the pipeline has spent"
        case .hour: "cost of the call in USD with what the last hour has spent"
        }
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
