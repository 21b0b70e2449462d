/// How well a score puts right answers above wrong ones.
///
/// Only the order of the scores counts, so any rising function of a score ranks the same. Scores closer than a tolerance
/// to their neighbour are ties, because the same share computed in two ways may differ in the last digit; with tolerance 0
/// only equal scores are, as in scikit-learn. A score that is not a number makes a ranking undefined.
public enum Ranking {
    /// The probability that a right answer has a higher score than a wrong one, ties counting half.
    ///
    /// The area under the receiver operating characteristic, the Mann–Whitney statistic over n₁·n₀. ½ for a score that
    /// says nothing. nil when all answers are right or all wrong. O(n log n).
    public static func auroc(_ outcomes: [ScoredOutcome], tolerance: Double = 1e-12) -> Double? {
        guard let blocks = blocks(outcomes, tolerance: tolerance) else { return nil }
        var (won, below) = (0.0, 0.0)
        for block in blocks {
            won += block.right * (below + block.wrong / 2)
            below += block.wrong
        }
        let right = blocks.reduce(0) { $0 + $1.right }
        return right > 0 && below > 0 ? won / (right * below) : nil
    }

    /// The mean accuracy of the answers kept, when the least certain are dropped one after another.
    ///
    /// The area under the accuracy–rejection curve: the average over k = 1…n of the accuracy of the k highest scores,
    /// with ties sharing the accuracy of their block. nil without answers. 1 when all are right.
    public static func auarc(_ outcomes: [ScoredOutcome], tolerance: Double = 1e-12) -> Double? {
        guard let blocks = blocks(outcomes, tolerance: tolerance), !blocks.isEmpty else { return nil }
        var (kept, right, sum) = (0.0, 0.0, 0.0)
        for block in blocks.reversed() {
            let accuracy = block.right / (block.right + block.wrong)
            for _ in 0..<Int(block.right + block.wrong) {
                kept += 1
                right += accuracy
                sum += right / kept
            }
        }
        return sum / kept
    }

    /// Right and wrong answers of one score.
    struct Block {
        var right = 0.0
        var wrong = 0.0
    }

    /// The blocks of tied scores in rising order; nil when a score is not a number.
    static func blocks(_ outcomes: [ScoredOutcome], tolerance: Double) -> [Block]? {
        guard !outcomes.contains(where: { $0.score.isNaN }) else { return nil }
        var blocks: [Block] = []
        var last = 0.0
        for outcome in outcomes.sorted(by: { $0.score < $1.score }) {
            let isTied = outcome.score == last || outcome.score - last <= tolerance
            if blocks.isEmpty || !isTied { blocks.append(Block()) }
            last = outcome.score
            if outcome.isCorrect {
                blocks[blocks.count - 1].right += 1
            } else {
                blocks[blocks.count - 1].wrong += 1
            }
        }
        return blocks
    }
}
