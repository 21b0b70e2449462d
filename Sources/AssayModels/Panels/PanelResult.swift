public import AssayCore

/// What a panel says, whichever orchestrator asked it: one answer, and all it rests on.
public struct PanelResult: Sendable, Hashable {
    /// Every member of the plan with what came of asking it, in the order of the plan.
    public let members: [MemberReport]
    /// How far the answers that count agree.
    public let agreement: PanelAgreement
    /// Why no more members were asked.
    public let end: PanelEnd
    /// The answer, and whose words it is; `nil` where there is none, or none strong enough.
    public var synthesis: PanelSynthesis?
    /// The member whose answer stands for the others, chosen by what they say; `nil` where no answer counts.
    public var best: String?
    /// The call that was to write one answer out of several, answered or not; `nil` where none was made.
    public var writing: MemberReport?
    /// The members that failed and for which another stood in.
    public var substituted: [String] = []
    /// Why the answers support none; `nil` where they do.
    public var objection: String?
    /// How the way of asking was chosen; `nil` where there was no choice.
    public var choice: StrategyChoice?
    /// From the start to the end, in whole milliseconds.
    public var elapsedMS: Int64 = 0
    /// What the caller should know beside the answer.
    public var warnings: [String] = []

    init(members: [MemberReport], agreement: PanelAgreement, end: PanelEnd) {
        self.members = members
        self.agreement = agreement
        self.end = end
    }
}

extension PanelResult {
    /// How the request ended.
    ///
    /// - `failed`: no member answered.
    /// - `abstained`: the answers support none, see ``objection``.
    /// - `degraded`: a substitute answered, or the answer that was to be written could not be, and the best one stands in.
    /// - `partial`: some members failed or were not asked in time.
    /// - `complete`: everyone answered, or enough agreed.
    public var outcome: OutcomeKind {
        if answered.isEmpty { return .failed }
        if objection != nil || synthesis == nil { return .abstained }
        if !substituted.isEmpty || isStandIn { return .degraded }
        return failures.isEmpty ? .complete : .partial
    }

    /// Whether the best answer stands in for one that was to be written.
    public var isStandIn: Bool { writing != nil && synthesis.map { $0.kind != .synthesis } ?? false }

    /// The members that answered.
    public var answered: [MemberReport] { members.filter { $0.response != nil } }

    /// The members that gave no answer although one was wanted.
    public var failures: [MemberReport] { members.filter { $0.failure != nil } }

    /// Whether members were let off because the others agreed.
    public var isEarlyStopped: Bool { end == .enough && members.contains { [.released, .spared].contains($0.ending) } }

    /// Every call, that of the synthesis included.
    public var attempts: [ModelAttempt] { calls.flatMap(\.attempts) }

    /// The tokens of all calls that said; `nil` when none did.
    public var usage: ModelUsage? { attempts.usage }

    /// What all calls cost, those that failed or were given up included, functions not.
    public var cost: CostBounds { calls.reduce(.zero) { $0 + $1.cost } }

    private var calls: [MemberReport] { members + (writing.map { [$0] } ?? []) }

    /// The outcome in a sentence.
    public var explanation: String {
        var parts = ["\(answered.count) of \(members.count) providers answered"]
        if agreement.members.count > 1 {
            parts.append("\(agreement.leadingCount) of \(agreement.members.count) good answers say the same")
        }
        if isEarlyStopped { parts.append("the others were let off because enough agreed") }
        parts += failures.compactMap { report in report.failure.map { "\(report.member) failed: \($0.code)" } }
        if let objection { parts.append(objection) }
        if isStandIn, let author = synthesis?.author {
            let reason = writing?.failure.map { "no answer could be written out of them (\($0.code))" }
            parts.append(
                "\(reason ?? "what was written out of them is not good enough"), so this is the one of \(author)"
            )
        }
        return parts.joined(separator: "; ")
    }

    /// The text of the answer, for callers who would rather catch an error than read an outcome.
    ///
    /// A partial or degraded outcome has an answer, too; look at ``outcome`` where that matters.
    ///
    /// - Throws: ``PanelFailure`` when there is none.
    public func answer() throws(PanelFailure) -> String {
        guard let synthesis else { throw PanelFailure(result: self) }
        return synthesis.response
    }
}
