/// Asks providers at once, the promising ones first, and stops when enough good answers agree.
///
/// The answer is the one that stands for the others by what it says, which costs nothing more; with a ``synthesis`` one is
/// written out of them as soon as enough are there.
public struct ParallelOrchestrator: BaseOrchestrator {
    /// The providers that may be asked.
    public let panel: Panel
    /// How many are asked at once; `nil` asks all.
    public let maxParallelProviders: Int?
    /// Whether providers are let off when enough good answers agree.
    public let usesEarlyStopping: Bool
    /// How many good answers must say the same for that.
    public let minResponsesNeeded: Int
    /// How one answer is written out of several; `nil` takes the one that stands for the others.
    public let synthesis: SynthesisPlan?

    /// Creates an orchestrator.
    public init(
        panel: Panel,
        maxParallelProviders: Int? = nil,
        usesEarlyStopping: Bool = true,
        minResponsesNeeded: Int = 1,
        synthesis: SynthesisPlan? = nil
    ) {
        self.panel = panel
        self.maxParallelProviders = maxParallelProviders
        self.usesEarlyStopping = usesEarlyStopping
        self.minResponsesNeeded = minResponsesNeeded
        self.synthesis = synthesis
    }

    /// Asks providers until enough good answers agree.
    public func process(_ prompt: String, options: PanelOptions) async throws -> PanelResult {
        let plan = PanelPlan(
            members: MemberPriority.order(panel.members, panel.statistics),
            maxParallel: maxParallelProviders ?? .max,
            enough: usesEarlyStopping ? minResponsesNeeded : nil,
            synthesis: synthesis
        )
        return try await panel.ask(prompt, plan, options: options)
    }
}
