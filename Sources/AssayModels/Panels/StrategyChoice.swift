public import AssayCore

/// Which way of asking was chosen, and why.
public struct StrategyChoice: Sendable, Hashable {
    /// What was chosen; never ``PanelStrategy/adaptive``.
    public let strategy: PanelStrategy
    /// What led to it, in the order it was looked at.
    public let reasons: [String]
    /// What is to be done.
    public let task: TaskType
    /// The members with their scores, best first; those beyond the most that may be asked are left out.
    public var ranked: [RankedModel] = []

    /// As an object.
    public var document: Value {
        [
            "name": .string(strategy.rawValue), "reasons": .array(reasons.map(Value.string)),
            "task": .string(task.rawValue),
            "ranked": .array(
                ranked.map { member in
                    [
                        "provider": .string(member.model.id), "score": .orNull(member.score),
                        "learned": .orNull(member.learned?.document),
                    ]
                }
            ),
        ]
    }
}
