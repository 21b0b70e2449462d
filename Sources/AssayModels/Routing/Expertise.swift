/// How good a model must be at what is to be done.
///
/// | level | least score at the task, from 0 to 100 |
/// |---|---|
/// | `low` | 40 |
/// | `medium` | 60 |
/// | `high` | 75 |
/// | `very-high` | 90 |
public enum Expertise: String, Sendable, Hashable, CaseIterable {
    /// A beginner's.
    case low
    /// Enough for everyday work.
    case medium
    /// An expert's.
    case high
    /// As good as models get.
    case veryHigh = "very-high"

    /// The least score at the task.
    public var minimumScore: Double {
        switch self {
        case .low: 40
        case .medium: 60
        case .high: 75
        case .veryHigh: 90
        }
    }
}
