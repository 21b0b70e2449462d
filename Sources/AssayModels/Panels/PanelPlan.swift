import AssayCore

/// Whom to ask, how many at once, when that is enough, and what to make of the answers.
///
/// All orchestrators end in one of these; so may those of your own.
public struct PanelPlan: Sendable {
    /// Whom to ask, in order.
    public var members: [PanelMember]
    /// How many to ask at once.
    public var maxParallel: Int
    /// How many good answers must say the same for the others to be let off; `nil` asks everyone.
    public var enough: Int?
    /// Whether those after the first only stand in for it, so that an answer of theirs is that of a substitute.
    public var isFallbackChain: Bool
    /// What to make of several answers; `nil` takes the best.
    public var synthesis: SynthesisPlan?

    /// Creates a plan.
    public init(
        members: [PanelMember],
        maxParallel: Int = .max,
        enough: Int? = nil,
        isFallbackChain: Bool = false,
        synthesis: SynthesisPlan? = nil
    ) {
        self.members = members
        self.maxParallel = maxParallel
        self.enough = enough
        self.isFallbackChain = isFallbackChain
        self.synthesis = synthesis
    }

    func validate() throws(AssayError) {
        func require(_ isTrue: Bool, _ message: String) throws(AssayError) {
            guard isTrue else { throw AssayError(.invalidArgument, message) }
        }
        try require(!members.isEmpty, "no provider is registered; register one first")
        try require(Set(members.map(\.id)).count == members.count, "a plan must name each provider once")
        try require(maxParallel >= 1, "max_parallel_providers must be at least 1")
        try require(enough.map { $0 >= 1 } ?? true, "min_responses_needed must be at least 1")
    }
}

/// How one answer is written out of several.
public struct SynthesisPlan: Sendable {
    /// What the answers are looked at for.
    public var analysis: AnalysisType
    /// Who writes, a member or not; `nil` leaves it to the first member that answered.
    public var lead: PanelMember?

    /// Creates a plan.
    public init(analysis: AnalysisType = .comparative, lead: PanelMember? = nil) {
        self.analysis = analysis
        self.lead = lead
    }
}
