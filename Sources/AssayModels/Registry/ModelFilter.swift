/// What models to list; what is left out does not matter.
public struct ModelFilter: Sendable, Hashable {
    /// Only of this provider.
    public var provider: String?
    /// Only with all of these capabilities.
    public var capabilities: Set<String>
    /// Only with all of these features.
    public var features: Set<ModelFeature>
    /// Only as mature as this, or more.
    public var minimumMaturity: ModelMaturity
    /// Only local ones, or only others.
    public var isLocal: Bool?
    /// Only those that are not known to be unavailable.
    public var isUsable: Bool

    /// Creates a filter; without arguments it lets everything through.
    public init(
        provider: String? = nil,
        capabilities: Set<String> = [],
        features: Set<ModelFeature> = [],
        minimumMaturity: ModelMaturity = .experimental,
        isLocal: Bool? = nil,
        isUsable: Bool = false
    ) {
        self.provider = provider
        self.capabilities = capabilities
        self.features = features
        self.minimumMaturity = minimumMaturity
        self.isLocal = isLocal
        self.isUsable = isUsable
    }

    func matches(_ model: ModelRecord, _ availability: ModelAvailability) -> Bool {
        if isUsable, case .unavailable = availability { return false }
        return (provider ?? model.provider) == model.provider
            && capabilities.isSubset(of: model.capabilities)
            && features.isSubset(of: model.features)
            && model.maturity >= minimumMaturity
            && (isLocal ?? model.isLocal) == model.isLocal
    }
}
