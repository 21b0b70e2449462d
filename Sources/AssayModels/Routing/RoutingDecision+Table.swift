import AssayCore

extension RoutingDecision {
    /// As a table, for people, with every term of every score: each line ended by a line break.
    public var table: String { table(isExplained: true) }

    /// As a table, for people.
    ///
    /// - Parameter isExplained: Whether every term of every score is shown, with what it rests on.
    /// - Returns: the table, each line ended by a line break.
    public func table(isExplained: Bool) -> String {
        var lines = ["model      \(chosen.id) (\(chosen.provider)), \(chosenBy)"]
        lines.append("task       \(tasks.isGiven ? "given: " : "")" + tasks.tasks.map(sureness).joined(separator: ", "))
        if isExplained, !tasks.isGiven { lines += otherTasks }
        lines.append("strategy   \(strategy.rawValue)")
        let required = requirements.document
        lines.append("requires   " + (required == [:] ? "no more than room for the prompt" : required.canonicalJSON))
        for (place, candidate) in ranked.enumerated() {
            lines += candidate.lines(place: place + 1, isExplained: isExplained)
        }
        for model in excluded { lines.append("excluded   \(model.model): \(model.reasons.joined(separator: "; "))") }
        for model in resting { lines.append("resting    \(model)") }
        if let tie { lines.append("tie        \(tie)") }
        let kind = areFallbacksDeclared ? "declared" : "next by score"
        lines.append("fallbacks  " + (fallbacks.isEmpty ? "none" : "\(fallbacks.joined(separator: ", ")) (\(kind))"))
        return lines.map { $0 + "\n" }.joined()
    }

    private var chosenBy: String {
        switch origin {
        case .forced: "as the caller said"
        case .preferred: "as the requirements prefer"
        case .guide: "as the guide prefers"
        case .score: "by score"
        }
    }

    private func sureness(_ task: TaskType) -> String {
        task.rawValue + (tasks.isGiven ? "" : " \(ModelScorer.round(tasks.confidence[task] ?? 0))")
    }

    /// The kinds of task the prompt shows signs of, but too few to count.
    private var otherTasks: [String] {
        let weak = TaskType.allCases.filter { (tasks.confidence[$0] ?? 0) > 0 && !tasks.tasks.contains($0) }
        let sorted = weak.sorted { tasks.confidence[$0, default: 0] > tasks.confidence[$1, default: 0] }
        guard !sorted.isEmpty else { return [] }
        return ["less sure  " + sorted.map(sureness).joined(separator: ", ") + ": below \(TaskEstimate.threshold)"]
    }
}

extension RankedModel {
    fileprivate func lines(place: Int, isExplained: Bool) -> [String] {
        let cost = expectedCostUSD.map { "\(ModelScorer.roundCost($0)) USD a call" } ?? "price unknown"
        let heading = "\(place). \(model.id)  score \(ModelScorer.round(score))"
        guard isExplained else { return [heading + "  \(cost)  \(experience)"] }
        return [heading]
            + terms.map {
                "     \($0.name) \(ModelScorer.round($0.value)) of \(ModelScorer.round($0.weight)): \($0.reason)"
            }
    }

    private var experience: String {
        guard let learned, learned.attempts > 0 else { return "never asked" }
        let time = learned.meanLatencyMS.map { ", \(Int64(min($0, 1e12).rounded())) ms" } ?? ""
        return "asked \(learned.attempts)\(learned.attempts == 1 ? " time" : " times")\(time)"
    }
}
