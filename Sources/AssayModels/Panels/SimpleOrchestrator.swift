public import AssayCore
internal import Synchronization

/// Asks all providers, and has one answer written out of theirs.
///
/// The answer is written out of the answers themselves. With a single answer that is the result, and no further call is made.
public final class SimpleOrchestrator: BaseOrchestrator {
    /// The providers that are asked.
    public let panel: Panel
    /// What the answers are looked at for.
    public let analysisType: AnalysisType
    /// Whether all are asked at once; otherwise one after the other.
    public let parallelRequests: Bool
    private let lead = Mutex<String?>(nil)

    /// Creates an orchestrator.
    public init(panel: Panel, analysisType: AnalysisType = .comparative, parallelRequests: Bool = true) {
        self.panel = panel
        self.analysisType = analysisType
        self.parallelRequests = parallelRequests
    }

    /// Who writes the answer; `nil` leaves it to the first provider that answered.
    ///
    /// A lead that answered itself judges its own answer among the others; the result says so.
    public var leadProviderID: String? { lead.withLock { $0 } }

    /// Sets who writes the answer.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/unknownProvider`` when there is none of that name.
    public func setLeadProvider(_ id: String?) throws(AssayError) {
        if let id { _ = try panel.member(id) }
        lead.withLock { $0 = id }
    }

    /// Asks all providers.
    ///
    /// - Throws: ``AssayCore/AssayError`` for the caller's mistakes, such as a lead that was unregistered.
    public func process(_ prompt: String, options: PanelOptions) async throws -> PanelResult {
        let lead = try leadProviderID.map { id throws(AssayError) in try panel.member(id) }
        let plan = PanelPlan(
            members: panel.members,
            maxParallel: parallelRequests ? .max : 1,
            synthesis: SynthesisPlan(analysis: analysisType, lead: lead)
        )
        return try await panel.ask(prompt, plan, options: options)
    }
}
