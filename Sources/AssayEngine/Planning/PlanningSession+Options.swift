import AssayCore

extension PlanningSession {
    /// The options of a plan, where each layer wins over those before it: general defaults, the tool's defaults, the
    /// rule's options, what its transformer makes of them, the caller's options.
    mutating func mergedOptions(for choice: Choice) throws(AssayError) -> Object {
        var merged = generalDefaults
        // Each part of a composite applies its own defaults; those of the first are no one else's.
        if choice.strategy == .single { merged = merged.merging(choice.tool.defaultOptions) }
        if let rule = choice.rule {
            merged = merged.merging(rule.action.options)
            if let transformer = rule.action.transformer {
                let sofar = merged
                let changed = try rule.naming { () throws(AssayError) in
                    try transformer(sofar, .object(request), context)
                }
                merged = merged.merging(changed)
            }
        }
        if let tool = choice.tools.first(where: { !$0.supportsBundle }) {
            if merged["k"] != 1 { explanation.append("\(tool.name) has side effects, so it runs once") }
            merged["k"] = 1
        }
        return merged.merging(options)
    }

    /// `k` is 2 with a budget below 1,000 tokens or 0.05 dollars, else 3, and never below what quality asks for.
    private var generalDefaults: Object {
        let least = context.quality.minimumReplicates ?? 1
        let k = max(context.budget.isBelow(tokens: 1000, costUSD: 0.05) ? 2 : 3, least)
        var defaults: Object = ["k": Value(k), "epsilon": 0.2, "max_parallel": 10]
        defaults["minimum_confidence"] = context.quality.minimumConfidence.flatMap { Value(finite: $0) }
        return defaults
    }
}
