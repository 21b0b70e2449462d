public import AssayCore

/// Which tool answers a request, how, and why.
public struct PlanDecision: Sendable {
    /// The tool that answers.
    public let tool: String
    /// The tools after it, for every strategy but ``ExecutionStrategy/single``.
    public let following: [String]
    /// How they work together.
    public let strategy: ExecutionStrategy
    /// Options of the run and of the tool, merged: defaults, then the rule's, then the caller's.
    public let options: Object
    /// Tools to use where the tool fails: registered, usable now, and none of those that answer already.
    public let fallbacks: [String]
    /// The rule that decided; `nil` when scores did.
    public let matchedRule: String?
    /// How clear the choice is, in 0 … 1; a figure of merit, not the probability of anything.
    ///
    /// 1 when a rule decided. Otherwise `s₁ · s₁ / (s₁ + s₂)` of the two best scores: near 0 when nothing speaks for the tool,
    /// at most one half when another one fits as well.
    public let confidence: Double
    /// The most the run can use.
    public let estimate: PlanEstimate
    /// Why it came to this, one sentence a line.
    public let explanation: [String]
    /// The tools that were not considered, by name.
    public let excluded: [ExcludedTool]

    /// A tool that was not considered.
    public struct ExcludedTool: Sendable, Hashable {
        /// The tool.
        public let name: String
        /// What speaks against it; without user data.
        public let reason: String
    }
}

extension PlanDecision {
    /// The options that go to the tool.
    public var toolOptions: Object {
        var options = options
        for key in BundleOptions.keys { options[key] = Value?.none }
        return options
    }

    /// Options of a run with those of the plan laid over them: the run's own by ``BundleOptions/keys``, the rest for the tool.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` naming an option that is not of its type.
    public func bundleOptions(over base: BundleOptions = BundleOptions()) throws(AssayError) -> BundleOptions {
        var options = base
        options.toolOptions = [:]
        try options.apply(self.options)
        return options
    }

    /// The decision as JSON, with the keys in snake case.
    public var value: Value {
        [
            "tool": .string(tool),
            "following": .array(following.map(Value.string)),
            "strategy": .string(strategy.rawValue),
            "options": .object(options),
            "fallbacks": .array(fallbacks.map(Value.string)),
            "matched_rule": .orNull(matchedRule),
            "selection_method": .string(matchedRule == nil ? "score" : "rule"),
            "confidence": .orNull(confidence),
            "estimate": [
                "tokens": .orNull(estimate.tokens), "cost_usd": .orNull(estimate.costUSD),
                "duration_ms": .orNull(estimate.durationMS),
            ],
            "explanation": .array(explanation.map(Value.string)),
            "excluded": .array(excluded.map { ["name": .string($0.name), "reason": .string($0.reason)] }),
        ]
    }
}
