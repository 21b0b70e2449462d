public import AssayCore

extension RoutingDecision {
    /// As an object, for programs.
    public var document: Value {
        [
            "model": .string(chosen.id),
            "provider": .string(chosen.provider),
            "chosen_by": .string(origin.rawValue),
            "strategy": .string(strategy.rawValue),
            "tasks": tasks.document,
            "candidates": .array(ranked.map(\.document)),
            "excluded": .array(
                excluded.map { ["model": .string($0.model), "reasons": .array($0.reasons.map(Value.string))] }
            ),
            "fallbacks": .array(fallbacks.map(Value.string)),
            "fallbacks_declared": .bool(areFallbacksDeclared),
            "tie": .orNull(tie),
            "resting": .array(resting.map(\.document)),
            "requirements": requirements.document,
        ]
    }
}

extension RankedModel {
    fileprivate var document: Value {
        [
            "model": .string(model.id),
            "score": .orNull(score),
            "expected_cost_usd": .orNull(expectedCostUSD),
            "learned": .orNull(learned?.document),
            "terms": .array(
                terms.map { term in
                    [
                        "name": .string(term.name), "weight": .orNull(term.weight), "factor": .orNull(term.factor),
                        "value": .orNull(term.value), "reason": .string(term.reason),
                    ]
                }
            ),
        ]
    }
}
