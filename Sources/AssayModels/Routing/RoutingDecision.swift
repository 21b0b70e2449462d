/// Which model is asked, and everything that led there.
public struct RoutingDecision: Sendable, Hashable {
    /// The model.
    public var chosen: ModelRecord
    /// Who chose.
    public var origin: Origin
    /// The models that may be asked, best first.
    public var ranked: [RankedModel]
    /// The models that may not, with the reasons.
    public var excluded: [ExcludedModel]
    /// What the prompt wants done.
    public var tasks: TaskEstimate
    /// What was required of a model.
    public var requirements: ModelRequirements
    /// What counted.
    public var strategy: RoutingStrategy
    /// The models that may answer when the chosen one fails, in order, by id.
    ///
    /// Where nobody declared them and a failure rules some of them out, such as those of a provider that refused the key, the
    /// next of the ranking take their place.
    public var fallbacks: [String]
    /// Whether somebody named the fallbacks; otherwise they are the next of the ranking.
    public var areFallbacksDeclared: Bool
    /// Models as good as the best by score, and how they were told apart.
    public var tie: String?
    /// The ranked models that are left alone for now because they failed; they are passed over where another one may be asked.
    public var resting: [RestingModel] = []

    /// Who chose a model.
    public enum Origin: String, Sendable, Hashable {
        /// The caller named it.
        case forced
        /// The requirements prefer it.
        case preferred
        /// The guide prefers it.
        case guide
        /// It had the highest score.
        case score
    }
}

extension RoutingDecision {
    /// All models that may answer after the chosen one, in order, and how many of them are asked at most.
    var substitutes: (ids: [String], most: Int) {
        guard !areFallbacksDeclared, !fallbacks.isEmpty else { return (fallbacks, fallbacks.count) }
        return (ranked.map(\.model.id).filter { $0 != chosen.id }, ModelRouter.rankedFallbacks)
    }
}
