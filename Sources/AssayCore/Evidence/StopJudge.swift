public import AssayStatistics

/// Decides whether the replicates so far are enough, and how many more could be.
///
/// A rule that judges votes looks at fields that have votes, `stability` at measurements as well. It holds for a bundle
/// when it holds for every field with weight that most answers have; where it can judge none it never holds. A single
/// answer agrees with nothing, so no rule ends a run before two are valid.
public struct StopJudge: Sendable {
    private let rule: any StoppingRule
    private let rules: FieldRules
    private let horizon: Int
    private let minimumConfidence: Double?

    /// Creates a judge for runs of `horizon` replicates.
    ///
    /// - Parameters:
    ///   - rule: When enough is enough.
    ///   - outputSchema: The schema whose `x-assay` annotations say how fields are compared.
    ///   - horizon: How many replicates are wanted.
    ///   - minimumConfidence: The confidence below which no rule ends a run, because it would have to abstain.
    /// - Throws: ``AssayError/Code/invalidSchema`` when the schema or an annotation in it cannot be used.
    public init(
        rule: any StoppingRule,
        outputSchema: Value?,
        horizon: Int,
        minimumConfidence: Double? = nil
    ) throws(AssayError) {
        self.rule = rule
        self.horizon = horizon
        self.minimumConfidence = minimumConfidence
        rules = try FieldRules(schema: outputSchema)
    }

    /// What to do after some replicates.
    public enum Verdict: Sendable, Hashable {
        /// The rule holds.
        case stop
        /// At least this many more are needed before it could hold.
        case goOn(atLeast: Int)
    }

    /// Judges the first replicates of a run, in seed order.
    public func verdict(_ replicates: some Collection<Replicate>) -> Verdict {
        let remaining = horizon - replicates.count
        guard remaining > 0 else { return .stop }
        guard !(rule is NeverRule) else { return .goOn(atLeast: remaining) }
        let answers = Replicates(replicates).answers
        let valid = answers.valid
        guard valid >= 2 else { return .goOn(atLeast: firstRound(after: replicates.count, valid: valid)) }
        var needed = 0
        var judged = false
        var confidence = 1.0
        for column in FieldTable(answers: answers, rules: rules).columns where column.counts(among: valid) {
            let field = FieldJudgement(column, horizon: horizon)
            guard let holds = field.shouldStop(rule) else { continue }
            judged = true
            confidence = min(confidence, field.confidence.value ?? 0)
            if !holds { needed = max(needed, field.fewestDraws(rule) ?? remaining) }
        }
        guard judged else { return .goOn(atLeast: remaining) }
        if needed == 0, let minimumConfidence, confidence < minimumConfidence { return .goOn(atLeast: 1) }
        return needed == 0 ? .stop : .goOn(atLeast: min(max(1, needed), remaining))
    }

    /// The fewest replicates that could end a run of which nothing valid is known yet, should they all agree.
    private func firstRound(after draws: Int, valid: Int) -> Int {
        var tally = VoteTally(horizon: horizon)
        for _ in 0..<draws - valid { tally.append(nil) }
        for _ in 0..<valid { tally.append(0) }
        return min(horizon - draws, max(2 - valid, StoppingRules.fewestDraws(toStop: rule, votes: tally)))
    }
}

extension StopJudge {
    /// The first count, not below the given one, at which a run is judged.
    ///
    /// After each of the first 256, then at every 2 % of growth, so that a million replicates are judged some 700 times.
    /// The points depend on the count alone, so that evidence does not depend on timing.
    public static func judgement(from count: Int) -> Int {
        guard count > 256 else { return count }
        var point = 256
        while point < count { point += point / 50 }
        return point
    }
}
