public import AssayCore

/// Asks several providers one question and makes one result of what they say.
///
/// A custom orchestrator has a panel, and a `process` that hands it a plan:
///
/// ```swift
/// struct FirstTwo: BaseOrchestrator {
///     let panel: Panel
///
///     func process(_ prompt: String, options: PanelOptions) async throws -> PanelResult {
///         let plan = PanelPlan(members: Array(panel.members.prefix(2)), enough: 1)
///         return try await panel.ask(prompt, plan, options: options)
///     }
/// }
/// ```
///
/// Registration, statistics, retries, limits, the budget and fallback chains come with the panel.
public protocol BaseOrchestrator: Sendable {
    /// The providers that may be asked.
    var panel: Panel { get }

    /// Asks.
    ///
    /// - Parameters:
    ///   - prompt: What is asked.
    ///   - options: Everything else.
    /// - Returns: the result, whatever the providers did.
    /// - Throws: ``AssayCore/AssayError`` for the caller's mistakes only.
    func process(_ prompt: String, options: PanelOptions) async throws -> PanelResult
}

extension BaseOrchestrator {
    /// Asks with the usual options.
    public func process(_ prompt: String) async throws -> PanelResult {
        try await process(prompt, options: PanelOptions())
    }

    /// Asks one provider after the other until one answers.
    ///
    /// - Parameters:
    ///   - prompt: What is asked.
    ///   - sequence: The providers' names, in order.
    ///   - options: Everything else.
    /// - Returns: the result, with every failure; it is `degraded` where another answered than the first.
    /// - Throws: ``PanelFailure`` when none answered, ``AssayCore/AssayError`` for a name nobody has.
    public func fallbackChain(
        _ prompt: String,
        _ sequence: [String],
        options: PanelOptions = PanelOptions()
    ) async throws -> PanelResult {
        let members = try sequence.map { try panel.member($0) }
        let plan = PanelPlan(members: members, maxParallel: 1, enough: 1, isFallbackChain: true)
        let result = try await panel.ask(prompt, plan, options: options)
        guard result.synthesis != nil else { throw PanelFailure(result: result) }
        return result
    }

    /// The registered providers, in order, without their keys.
    public var registeredProviders: [PanelMember] { panel.members }

    /// What is known of a provider, without its key.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/unknownProvider`` with the name that may have been meant.
    public func providerInfo(_ id: String) throws(AssayError) -> Value { try panel.member(id).document }

    /// What the providers did so far.
    public var statistics: PanelStatistics { panel.statistics }
}
