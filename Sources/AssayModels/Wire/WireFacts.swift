/// What a model takes on the wire, as far as somebody noted it; the rest is judged by the model's name.
public struct WireFacts: Sendable, Hashable {
    /// Whether a seed may be set.
    public var seed: Bool?
    /// Whether a temperature may be set.
    public var temperature: Bool?
    /// The highest temperature that may be set.
    public var highestTemperature: Double?
    /// Whether nucleus sampling may be set.
    public var topP: Bool?
    /// Whether nucleus sampling is refused beside a temperature.
    public var isTemperatureOrTopP: Bool?
    /// Whether stop texts may be set.
    public var stop: Bool?
    /// The reasoning efforts it knows; empty means none.
    public var reasoningEfforts: Set<String>?
    /// Whether pictures may be shown; judged by its features where nobody noted it.
    public var vision: Bool?
    /// Whether somebody noted that nobody knows whether pictures may be shown.
    public var isVisionUnknown = false
    /// Whether it can be held to a JSON Schema.
    public var answerSchema: Bool?
    /// Whether a streamed answer may be asked for its usage.
    public var streamUsage: Bool?
    /// What the limit of tokens is called in chat completions.
    public var outputLimitName: WireSupport.OutputLimitName?

    /// Knows nothing.
    public init() {}
}

extension WireSupport {
    /// The same settings with what was noted over them.
    public func overlaid(by facts: WireFacts) -> WireSupport {
        var support = self
        support.seed = facts.seed ?? seed
        support.temperature = facts.temperature ?? temperature
        support.highestTemperature = facts.highestTemperature ?? highestTemperature
        support.topP = facts.topP ?? topP
        support.isTemperatureOrTopP = facts.isTemperatureOrTopP ?? isTemperatureOrTopP
        support.stop = facts.stop ?? stop
        support.reasoningEfforts = facts.reasoningEfforts ?? reasoningEfforts
        support.answerSchema = facts.answerSchema ?? answerSchema
        support.streamUsage = facts.streamUsage ?? streamUsage
        support.outputLimitName = facts.outputLimitName ?? outputLimitName
        return support
    }
}

extension ModelRecord {
    /// What the model takes on the wire: what the registry notes, and the usual for its name where that says nothing.
    ///
    /// - Parameter kind: The wire format its provider speaks.
    /// - Returns: what may be sent.
    public func wireSupport(for kind: ProviderKind) -> WireSupport {
        var support = WireSupport.usual(for: wireName, of: kind).overlaid(by: wire)
        support.mostOutputTokens = maxOutputTokens
        support.contextWindow = contextWindow
        support.usualOutputTokens = min(support.usualOutputTokens, maxOutputTokens ?? .max)
        return support
    }
}

extension ModelRegistry {
    /// The model a provider offers under a wire name, id or alias; `nil` where that is not known.
    public func getModel(_ name: String, of provider: String) -> ModelRecord? {
        getModel("\(provider)/\(name)") ?? getModel(name).flatMap { $0.provider == provider ? $0 : nil }
    }

    /// What a provider's models take on the wire, for ``HTTPModelProvider``: looked up whenever one is asked.
    ///
    /// - Parameters:
    ///   - provider: The provider's name in this registry.
    ///   - kind: The wire format it speaks.
    /// - Returns: the settings of a model by its name on the wire; the usual ones for models this registry does not have.
    public func wireSupport(of provider: String, kind: ProviderKind) -> @Sendable (String) -> WireSupport {
        { name in
            self.getModel(name, of: provider)?.wireSupport(for: kind) ?? WireSupport.usual(for: name, of: kind)
        }
    }
}
