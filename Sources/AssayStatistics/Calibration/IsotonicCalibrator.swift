/// Turns a score into a probability of being right by the best rising step curve, fitted to labelled answers.
///
/// Between the fitted points it is a straight line, beyond them constant. It follows any rising relation, but needs
/// many more labels than ``PlattCalibrator``: with few it repeats their noise, down to probabilities of 0 and 1.
public struct IsotonicCalibrator: Sendable, Hashable {
    /// The scores of the fitted points, in rising order.
    public let scores: [Double]

    /// The probability at each of them, in rising order.
    public let probabilities: [Double]

    /// Restores a fitted curve.
    ///
    /// nil unless there are as many scores as probabilities, at least one, the scores finite and strictly rising, and
    /// the probabilities rising inside 0…1.
    public init?(scores: [Double], probabilities: [Double]) {
        guard !scores.isEmpty, scores.count == probabilities.count else { return nil }
        guard scores.allSatisfy(\.isFinite), probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { return nil }
        guard zip(scores, scores.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        guard zip(probabilities, probabilities.dropFirst()).allSatisfy({ $0 <= $1 }) else { return nil }
        (self.scores, self.probabilities) = (scores, probabilities)
    }

    /// The probability of being right; nil for a score that is not a number.
    public func probability(_ score: Double) -> Double? {
        guard !score.isNaN else { return nil }
        var (low, high) = (0, scores.count - 1)
        if score <= scores[low] { return probabilities[low] }
        if score >= scores[high] { return probabilities[high] }
        while high - low > 1 {
            let middle = (low + high) / 2
            if scores[middle] <= score { low = middle } else { high = middle }
        }
        let share = (score / 2 - scores[low] / 2) / (scores[high] / 2 - scores[low] / 2)
        return probabilities[low] + share * (probabilities[high] - probabilities[low])
    }
}

extension IsotonicCalibrator {
    /// Fits the curve that minimises the squared error among all rising ones.
    ///
    /// Equal scores are one point with the mean of their outcomes. Pool adjacent violators: neighbours in the wrong
    /// order share their mean until none is left. Only the ends of each block are kept. nil without answers or when a
    /// score is not finite. O(n log n). Source: Barlow et al., Statistical Inference under Order Restrictions, 1972.
    public init?(fitting outcomes: [ScoredOutcome]) {
        guard !outcomes.isEmpty, outcomes.allSatisfy({ $0.score.isFinite }) else { return nil }
        let blocks = Self.pooled(Self.points(outcomes))
        var (scores, probabilities): ([Double], [Double]) = ([], [])
        for block in blocks {
            scores.append(block.first)
            probabilities.append(block.mean)
            if block.last > block.first {
                scores.append(block.last)
                probabilities.append(block.mean)
            }
        }
        self.init(scores: scores, probabilities: probabilities)
    }

    private struct Block {
        var first: Double
        var last: Double
        var right: Double
        var count: Double
        var mean: Double { right / count }
    }

    private static func points(_ outcomes: [ScoredOutcome]) -> [Block] {
        var points: [Block] = []
        for outcome in outcomes.sorted(by: { $0.score < $1.score }) {
            let right = outcome.isCorrect ? 1.0 : 0
            if let last = points.last, last.first == outcome.score {
                points[points.count - 1].right += right
                points[points.count - 1].count += 1
            } else {
                points.append(Block(first: outcome.score, last: outcome.score, right: right, count: 1))
            }
        }
        return points
    }

    private static func pooled(_ points: [Block]) -> [Block] {
        var blocks: [Block] = []
        for point in points {
            var block = point
            // Compared as products of whole numbers, which are exact.
            while let last = blocks.last, last.right * block.count >= block.right * last.count {
                block.first = last.first
                block.right += last.right
                block.count += last.count
                blocks.removeLast()
            }
            blocks.append(block)
        }
        return blocks
    }
}
