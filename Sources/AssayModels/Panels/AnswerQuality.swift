/// Which answers are good enough to count.
///
/// Without one, every answer that was accepted and is whole counts; the result then says that nobody judged it.
public struct AnswerQuality: Sendable {
    /// The score from which on an answer is good.
    public let threshold: Double
    let score: @Sendable (ModelResponse) -> Double

    /// Describes a judgement.
    ///
    /// - Parameters:
    ///   - threshold: The score from which on an answer is good.
    ///   - score: How good an answer is, from 0 to 1.
    public init(threshold: Double = 0.7, score: @escaping @Sendable (ModelResponse) -> Double) {
        self.threshold = threshold
        self.score = score
    }
}
