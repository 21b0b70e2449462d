/// Which other models may answer when one failed.
public enum FallbackPolicy: Sendable, Hashable {
    /// The guide's chain; where it has none, the next models of the ranking, unless the caller forced a model.
    case automatic
    /// These, in order, by any of their names.
    case declared([String])
    /// None.
    case off
}
