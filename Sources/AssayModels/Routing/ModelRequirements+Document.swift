public import AssayCore

extension ModelRequirements {
    /// As an object that can be read again; what does not matter is left out.
    public var document: Value {
        var members = qualities
        members.merge(limits)
        if !tasks.isEmpty { members["tasks"] = Self.list(tasks.map(\.rawValue)) }
        members["context_window"] = contextWindow.map(Value.init)
        members["input_tokens"] = inputTokens.map(Value.init)
        members["output_tokens"] = outputTokens.map(Value.init)
        members["providers"] = providers.map { Self.list($0.sorted()) }
        if isLocalOnly { members["local_only"] = true }
        if !preferred.isEmpty { members["preferred"] = Self.list(preferred) }
        if !blocked.isEmpty { members["excluded"] = Self.list(blocked.sorted()) }
        members["fallback_strategy"] = fallbackStrategy.map { .string($0.rawValue) }
        return .object(members)
    }

    private var qualities: Object {
        var members: Object = [:]
        if !features.isEmpty { members["features"] = Self.list(features.map(\.rawValue).sorted()) }
        if !capabilities.isEmpty { members["capabilities"] = Self.list(capabilities.sorted()) }
        members["expertise"] = expertise.map { .string($0.rawValue) }
        members["min_reasoning"] = Self.number(minimumReasoning)
        members["min_coding"] = Self.number(minimumCoding)
        members["min_accuracy_score"] = Self.number(minimumAccuracy)
        members["max_latency_ms"] = Self.number(maximumLatencyMS)
        members["min_tokens_per_second"] = Self.number(minimumTokensPerSecond)
        if minimumMaturity > .experimental { members["min_maturity"] = .string(minimumMaturity.rawValue) }
        members["min_size"] = Self.number(minimumParametersBillion)
        members["max_size"] = Self.number(maximumParametersBillion)
        return members
    }

    private var limits: Object {
        var members: Object = [:]
        members["max_cost_per_1k"] = Self.number(maximumCostPerThousand)
        guard let limit = maximumCostUSD else { return members }
        members["cost_limit"] = Self.number(limit)
        if budgetPeriod != .task { members["budget_period"] = .string(budgetPeriod.rawValue) }
        if budgetPeriod == .pipeline { members["spent_usd"] = .orNull(spentUSD) }
        return members
    }

    private static func number(_ value: Double?) -> Value? { value.flatMap(Value.init(finite:)) }

    private static func list(_ names: [String]) -> Value { .array(names.map(Value.string)) }
}
