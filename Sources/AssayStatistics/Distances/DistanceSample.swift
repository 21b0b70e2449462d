#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Random candidates and references of a source, with the distances between them.
struct DistanceSample {
    /// The probability with which a margin may fail.
    var failure = 0.05

    /// The largest distance there can be.
    var bound = 1.0

    private let count: Int
    private let firsts: [Int]
    /// The classes of the candidates in the order of their first values, and how often each was drawn.
    private let candidates: [(label: Int, draws: Double)]
    private let references: [(label: Int, draws: Double)]
    /// How many candidates were drawn; 0 when all values are candidates.
    private let drawn: Int
    /// For each reference the distances of the candidates.
    private let rows: [[Double]]

    init(_ source: DistanceSource, seed: UInt64, references: Int, candidates: Int) {
        var generator = SplitMix64(seed: seed)
        count = source.count
        firsts = source.firsts
        let every = source.count <= candidates
        drawn = every ? 0 : candidates
        let chosen = Self.draw(every ? 0 : candidates, from: source, &generator)
        self.candidates = every ? Self.tally(source.classes) : chosen
        self.references = Self.draw(source.count == 0 ? 0 : references, from: source, &generator)
        rows = Self.distances(source, self.candidates.map(\.label), self.references.map(\.label))
    }

    /// Distances from each reference to each candidate, some references at a time so that memory stays small.
    private static func distances(_ source: DistanceSource, _ candidates: [Int], _ references: [Int]) -> [[Double]] {
        let part = source.selecting(candidates + references)
        let width = candidates.count + references.count
        return stride(from: 0, to: references.count, by: 64).flatMap { start in
            let block = Array(start..<min(start + 64, references.count))
            let flat = part.rectangle(block.map { candidates.count + $0 })
            return block.enumerated().map { place, reference in
                candidates.enumerated().map { column, label in
                    label == references[reference] ? 0 : flat[place * width + column]
                }
            }
        }
    }

    private static func draw(
        _ draws: Int,
        from source: DistanceSource,
        _ generator: inout SplitMix64
    ) -> [(label: Int, draws: Double)] {
        tally(
            (0..<draws).map { _ in
                // The high half of the product is below the count; its bias is count/2⁶⁴.
                source.classes[Int(generator.next().multipliedFullWidth(by: UInt64(source.count)).high)]
            }
        )
    }

    private static func tally(_ labels: [Int32]) -> [(label: Int, draws: Double)] {
        labels.reduce(into: [Int32: Double]()) { $0[$1, default: 0] += 1 }
            .sorted { $0.key < $1.key }
            .map { (Int($0.key), $0.value) }
    }
}

extension DistanceSample {
    /// The share of the values nearest to all that holds one of the candidates.
    var share: Double {
        guard drawn > 0 else { return 0 }
        return 1 - pow(failure, 1 / Double(drawn))
    }

    /// How many of the drawn pairs have a distance.
    var pairs: Int {
        var pairs = 0.0
        for (row, reference) in zip(rows, references) {
            for (distance, candidate) in zip(row, candidates) where !distance.isNaN {
                pairs += candidate.draws * reference.draws
            }
        }
        return Int(pairs)
    }

    /// The candidate with the smallest mean distance to the references.
    func medoid() -> (index: Int, mean: SampledMean, excess: Double)? {
        var best: (index: Int, value: Double, margin: Double)?
        var least = Double.infinity
        for (column, candidate) in candidates.enumerated() {
            guard let (value, margin) = moments(column) else { continue }
            least = min(least, value - margin)
            if let best, value >= best.value - 1e-12 { continue }
            best = (firsts[candidate.label], value, margin)
        }
        guard let best else { return nil }
        let mean = SampledMean(best.value, margin: best.margin, confidence: 1 - failure)
        return (best.index, mean, best.value + best.margin - max(0, least))
    }

    /// The mean over pairs of different values, from all pairs of a candidate and a reference.
    func mean() -> SampledMean? {
        guard count > 1 else { return nil }
        var (total, pairs) = (0.0, 0.0)
        for (row, reference) in zip(rows, references) {
            for (distance, candidate) in zip(row, candidates) where !distance.isNaN {
                total += distance * candidate.draws * reference.draws
                pairs += candidate.draws * reference.draws
            }
        }
        guard pairs > 0 else { return nil }
        // A value drawn twice is no pair of different ones, which a mean over all of them corrects.
        let correction = Double(count) / Double(count - 1)
        let draws = min(candidates.reduce(0) { $0 + $1.draws }, references.reduce(0) { $0 + $1.draws })
        let margin = SampledMean.margin(draws: draws, variance: nil, bound: bound, failure: failure, means: 1) ?? bound
        return SampledMean(total / pairs * correction, margin: margin * correction, confidence: 1 - failure)
    }

    /// The mean distance of a candidate to the references it can be compared with, and its margin.
    private func moments(_ column: Int) -> (value: Double, margin: Double)? {
        var (total, draws) = (0.0, 0.0)
        for (row, reference) in zip(rows, references) where !row[column].isNaN {
            total += row[column] * reference.draws
            draws += reference.draws
        }
        guard draws > 0 else { return nil }
        let mean = total / draws
        var squares = 0.0
        for (row, reference) in zip(rows, references) where !row[column].isNaN {
            squares += (row[column] - mean) * (row[column] - mean) * reference.draws
        }
        let margin = SampledMean.margin(
            draws: draws,
            variance: draws > 1 ? squares / (draws - 1) : nil,
            bound: bound,
            failure: failure,
            means: candidates.count
        )
        return margin.map { (mean, $0) }
    }
}
