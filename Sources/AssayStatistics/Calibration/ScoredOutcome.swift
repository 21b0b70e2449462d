/// A confidence and whether the answer it belongs to was right.
public struct ScoredOutcome: Sendable, Hashable {
    /// The confidence, or any score that is higher for answers more likely to be right.
    public let score: Double

    /// Whether the answer was right.
    public let isCorrect: Bool

    /// Pairs a score with its outcome.
    public init(score: Double, isCorrect: Bool) {
        self.score = score
        self.isCorrect = isCorrect
    }
}
