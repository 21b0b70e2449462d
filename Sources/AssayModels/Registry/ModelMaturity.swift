/// How far a model can be relied on, from least to most.
public enum ModelMaturity: String, Sendable, Hashable, CaseIterable, Comparable {
    /// It may change or vanish any day.
    case experimental
    /// It may still change.
    case beta
    /// Its provider stands by it.
    case production

    /// Whether the left one is relied on less.
    public static func < (left: ModelMaturity, right: ModelMaturity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .experimental: 0
        case .beta: 1
        case .production: 2
        }
    }
}
