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
    private let lead = Mutex<Lead?>(nil)

    private enum Lead {
        case member(String)
        case writer(PanelMember)
    }

    /// Creates an orchestrator.
    public init(panel: Panel, analysisType: AnalysisType = .comparative, parallelRequests: Bool = true) {
        self.panel = panel
        self.analysisType = analysisType
        self.parallelRequests = parallelRequests
    }

    /// Who writes the answer; `nil` leaves it to the first provider that answered.
    ///
    /// A lead that answered itself judges its own answer among the others; the result says so.
    public var leadProviderID: String? {
        switch lead.withLock({ $0 }) {
        case .member(let id): id
        case .writer(let writer): writer.id
        case nil: nil
        }
    }

    /// Sets which provider writes the answer; it is asked like the others, too.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/unknownProvider`` when there is none of that name.
    public func setLeadProvider(_ id: String?) throws(AssayError) {
        if let id { _ = try panel.member(id) }
        lead.withLock { $0 = id.map(Lead.member) }
    }

    /// Sets somebody to write the answer who is not asked the question, and hence does not judge an answer of its own.
    ///
    /// ```swift
    /// try orchestrator.setLeadProvider(PanelMember(id: "editor", provider: provider, model: model))
    /// ```
    ///
    /// - Throws: ``AssayCore/AssayError/Code/duplicateProvider`` when a provider of that name is registered.
    public func setLeadProvider(_ writer: PanelMember) throws(AssayError) {
        try checkIsNoMember(writer)
        lead.withLock { $0 = .writer(writer) }
    }

    private func checkIsNoMember(_ writer: PanelMember) throws(AssayError) {
        guard panel.members.contains(where: { $0.id == writer.id }) else { return }
        throw AssayError(.duplicateProvider, "a provider named \(writer.id) is asked, too; rename the lead")
    }

    /// Who writes the answer now.
    private func currentLead() throws(AssayError) -> PanelMember? {
        switch lead.withLock({ $0 }) {
        case .member(let id): return try panel.member(id)
        case .writer(let writer):
            try checkIsNoMember(writer)
            return writer
        case nil: return nil
        }
    }

    /// Asks all providers.
    ///
    /// - Throws: ``AssayCore/AssayError`` for the caller's mistakes, such as a lead that was unregistered.
    public func process(_ prompt: String, options: PanelOptions) async throws -> PanelResult {
        let lead = try currentLead()
        let plan = PanelPlan(
            members: panel.members,
            maxParallel: parallelRequests ? .max : 1,
            synthesis: SynthesisPlan(analysis: analysisType, lead: lead)
        )
        return try await panel.ask(prompt, plan, options: options)
    }
}
