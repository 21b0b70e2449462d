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
            "requirements": requirements.document,
        ]
    }

    /// As a table, for people: each line ended by a line break.
    public var table: String {
        var lines = ["model      \(chosen.id) (\(chosen.provider)), \(chosenBy)"]
        lines.append("task       \(tasks.isGiven ? "given: " : "")" + tasks.tasks.map(sureness).joined(separator: ", "))
        lines.append("strategy   \(strategy.rawValue)")
        for (place, candidate) in ranked.enumerated() { lines += candidate.lines(place: place + 1) }
        for model in excluded { lines.append("excluded   \(model.model): \(model.reasons.joined(separator: "; "))") }
        if let tie { lines.append("tie        \(tie)") }
        let kind = areFallbacksDeclared ? "declared" : "next by score"
        lines.append("fallbacks  " + (fallbacks.isEmpty ? "none" : "\(fallbacks.joined(separator: ", ")) (\(kind))"))
        return lines.map { $0 + "\n" }.joined()
    }

    private var chosenBy: String {
        switch origin {
        case .forced: "as the caller said"
        case .guide: "as the guide prefers"
        case .score: "by score"
        }
    }

    private func sureness(_ task: TaskType) -> String {
        task.rawValue + (tasks.isGiven ? "" : " \(ModelScorer.round(tasks.confidence[task] ?? 0))")
    }
}

extension RankedModel {
    fileprivate var document: Value {
        [
            "model": .string(model.id),
            "score": .orNull(score),
            "expected_cost_usd": .orNull(expectedCostUSD),
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

    fileprivate func lines(place: Int) -> [String] {
        ["\(place). \(model.id)  score \(ModelScorer.round(score))"]
            + terms.map {
                "     \($0.name) \(ModelScorer.round($0.value)) of \(ModelScorer.round($0.weight)): \($0.reason)"
            }
    }
}

extension ModelRequirements {
    /// As an object; what does not matter is left out.
    public var document: Value {
        var members: Object = [:]
        func set(_ key: String, _ value: Value?) { if let value { members[key] = value } }
        func list(_ key: String, _ names: [String]) {
            if !names.isEmpty { members[key] = .array(names.map(Value.string)) }
        }
        list("tasks", tasks.map(\.rawValue))
        set("context_window", contextWindow.map(Value.init))
        list("features", features.map(\.rawValue).sorted())
        list("capabilities", capabilities.sorted())
        set("cost_limit", maximumCostUSD.flatMap(Value.init(finite:)))
        set("max_cost_per_1k", maximumCostPerThousand.flatMap(Value.init(finite:)))
        set("min_reasoning", minimumReasoning.flatMap(Value.init(finite:)))
        set("min_coding", minimumCoding.flatMap(Value.init(finite:)))
        if minimumMaturity > .experimental { members["min_maturity"] = .string(minimumMaturity.rawValue) }
        set("min_size", minimumParametersBillion.flatMap(Value.init(finite:)))
        set("max_size", maximumParametersBillion.flatMap(Value.init(finite:)))
        list("providers", providers?.sorted() ?? [])
        if isLocalOnly { members["local_only"] = true }
        list("excluded", blocked.sorted())
        return .object(members)
    }
}
