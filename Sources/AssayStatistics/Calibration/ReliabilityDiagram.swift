/// Answers sorted into bins of confidence, to compare what was claimed with what came true.
///
/// Scores must lie in 0…1. An expected calibration error near 0 says that claims and outcomes agree on average in each
/// bin; it says nothing about how well right answers are told from wrong ones, which ``Ranking`` does.
public struct ReliabilityDiagram: Sendable, Hashable {
    /// How answers are sorted into bins.
    public enum Binning: Sendable, Hashable {
        /// Bins (lo, hi] of equal width; the first one holds 0 as well.
        case equalWidth(Int)
        /// Bins of equal numbers of answers in the order of the scores, as far as tied scores stay together.
        case equalMass(Int)
    }

    /// The answers of one bin.
    public struct Bin: Sendable, Hashable {
        /// How many answers it holds, at least one.
        public let count: Int
        /// The mean of their scores.
        public let meanScore: Double
        /// The share that was right.
        public let accuracy: Double
        /// The difference between claim and outcome, |mean score − accuracy|.
        public var gap: Double { abs(meanScore - accuracy) }
    }

    /// The bins that hold answers, in rising order of scores.
    public let bins: [Bin]

    /// How many answers there are.
    public let count: Int

    /// Sorts answers into bins; nil without answers, without bins, or when a score is outside 0…1.
    ///
    /// A score within `tolerance` above the upper edge of a bin of equal width still belongs to it; scores closer than
    /// that are tied for bins of equal mass.
    public init?(_ outcomes: [ScoredOutcome], binning: Binning = .equalWidth(10), tolerance: Double = 1e-12) {
        guard !outcomes.isEmpty, outcomes.allSatisfy({ $0.score >= 0 && $0.score <= 1 }) else { return nil }
        let sorted = outcomes.sorted { $0.score < $1.score }
        let groups: [ArraySlice<ScoredOutcome>]
        switch binning {
        case .equalWidth(let bins):
            guard bins > 0 else { return nil }
            groups = Self.byWidth(sorted, bins: Double(bins), tolerance: tolerance)
        case .equalMass(let bins):
            guard bins > 0 else { return nil }
            groups = Self.byMass(sorted, bins: min(bins, sorted.count), tolerance: tolerance)
        }
        bins = groups.map(Self.bin)
        count = outcomes.count
    }

    private static func bin(_ group: ArraySlice<ScoredOutcome>) -> Bin {
        let size = Double(group.count)
        return Bin(
            count: group.count,
            meanScore: group.reduce(0) { $0 + $1.score } / size,
            accuracy: Double(group.count { $0.isCorrect }) / size
        )
    }

    private static func byWidth(
        _ sorted: [ScoredOutcome],
        bins: Double,
        tolerance: Double
    ) -> [ArraySlice<ScoredOutcome>] {
        func index(_ score: Double) -> Double { max(0, ((score - tolerance) * bins).rounded(.up) - 1) }
        return split(sorted) { index($0.score) == index($1.score) }
    }

    private static func byMass(
        _ sorted: [ScoredOutcome],
        bins: Int,
        tolerance: Double
    ) -> [ArraySlice<ScoredOutcome>] {
        let ties = split(sorted) { $1.score - $0.score <= tolerance }
        var groups: [ArraySlice<ScoredOutcome>] = []
        var (start, filled) = (0, 0)
        for tie in ties {
            // A bin is closed once the answers so far reach its share of all of them.
            let due = (filled + 1) * sorted.count
            if tie.endIndex * bins >= due {
                groups.append(sorted[start..<tie.endIndex])
                start = tie.endIndex
                filled = tie.endIndex * bins / sorted.count
            }
        }
        return groups
    }

    /// Cuts a list wherever two neighbours do not belong together.
    private static func split(
        _ sorted: [ScoredOutcome],
        together: (ScoredOutcome, ScoredOutcome) -> Bool
    ) -> [ArraySlice<ScoredOutcome>] {
        var groups: [ArraySlice<ScoredOutcome>] = []
        var start = 0
        for end in 1...sorted.count where end == sorted.count || !together(sorted[end - 1], sorted[end]) {
            groups.append(sorted[start..<end])
            start = end
        }
        return groups
    }
}

extension ReliabilityDiagram {
    /// The expected calibration error: the gaps of the bins, averaged over the answers.
    public var expectedError: Double { bins.reduce(0) { $0 + Double($1.count) * $1.gap } / Double(count) }

    /// The largest gap of a bin.
    public var maximumError: Double { bins.reduce(0) { max($0, $1.gap) } }
}
