extension Ranking {
    /// DeLong's interval for the area under the receiver operating characteristic.
    ///
    /// A ± z·√(s₁/n₁ + s₀/n₀), cut off at 0 and 1, with s₁ the variance over right answers of the share of wrong ones
    /// they beat, and s₀ the other way round. Too narrow when all right answers beat all wrong ones, where it has no
    /// width. nil when fewer than two answers are right or fewer than two wrong, or for a level outside 0…1, both
    /// excluded. Source: DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988), 837.
    public static func aurocInterval(
        _ outcomes: [ScoredOutcome],
        level: Double = 0.95,
        tolerance: Double = 1e-12
    ) -> (low: Double, high: Double)? {
        guard level > 0, level < 1, let blocks = blocks(outcomes, tolerance: tolerance) else { return nil }
        guard let area = auroc(outcomes, tolerance: tolerance), let error = standardError(blocks, area: area) else {
            return nil
        }
        let half = NormalDistribution.quantile(0.5 + level / 2) * error
        return (max(0, area - half), min(1, area + half))
    }

    private static func standardError(_ blocks: [Block], area: Double) -> Double? {
        let right = blocks.reduce(0) { $0 + $1.right }
        let wrong = blocks.reduce(0) { $0 + $1.wrong }
        guard right >= 2, wrong >= 2 else { return nil }
        var (wrongBelow, rightBelow) = (0.0, 0.0)
        var (rightSpread, wrongSpread) = (0.0, 0.0)
        for block in blocks {
            let beaten = (wrongBelow + block.wrong / 2) / wrong - area
            let beatenBy = 1 - (rightBelow + block.right / 2) / right - area
            rightSpread += block.right * beaten * beaten
            wrongSpread += block.wrong * beatenBy * beatenBy
            wrongBelow += block.wrong
            rightBelow += block.right
        }
        return (rightSpread / (right - 1) / right + wrongSpread / (wrong - 1) / wrong).squareRoot()
    }
}
