public import AssayCore

extension PanelResult {
    /// As an object for programs; the answer is at `synthesis`, `response`, whoever asked.
    public var document: Value {
        [
            "outcome": .string(outcome.rawValue), "explanation": .string(explanation),
            "synthesis": .orNull(synthesis?.document), "best_response": .orNull(best),
            "members": .array(members.map(\.document)), "agreement": agreement.document,
            "writing": .orNull(writing?.document), "substituted": .array(substituted.map(Value.string)),
            "ended_by": .string(end.rawValue), "early_stopped": .bool(isEarlyStopped),
            "strategy": .orNull(choice?.document), "usage": .orNull(usage?.document),
            "cost_usd": .orNull(cost.exactUSD), "cost_usd_at_most": .orNull(cost.mostUSD),
            "elapsed_ms": .integer(elapsedMS), "warnings": .array(warnings.map(Value.string)),
        ]
    }
}
