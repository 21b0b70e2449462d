internal import AssayStatistics

/// Distances between whole answers: the weighted mean over the fields both have.
///
/// Equal answers are one class, and only distances between classes are computed.
struct DistanceTable: Sendable {
    let pairwise: PairwiseDistance
    /// The index of the replicate nearest to all others, the first of several.
    let medoid: Int?
    private(set) var truncations: [String] = []

    /// Up to this many replicates the matrix is written out; above it, distances between up to as many classes.
    static let matrixLimit = 1000
    /// The distances between values of single fields that are kept at once: 64 MB of them.
    private static let maximumKept = 8_000_000

    init(columns: [FieldColumn], answers: [Value?]) {
        let columns = columns.filter { $0.weight > 0 }
        let every = answers.indices.filter { answers[$0] != nil }
        var sample = every
        let comparisons = columns.map(FieldComparison.init(of:))
        let affordable = FieldComparison.affordable(cost: comparisons.reduce(0) { $0 + $1.cost })
        let limit = min(Self.matrixLimit, affordable)
        var classes = RecordClasses(columns, every, atMost: limit)
        if classes.isCutShort {
            sample = Self.evenlySpaced(every, count: limit)
            classes = RecordClasses(columns, sample, atMost: limit)
            truncations = ["distances and medoid are over \(sample.count) evenly spaced replicates of \(every.count)"]
        }
        let distances = Self.distances(columns, comparisons, classes)
        medoid = Self.medoid(classes, distances, sample)
        let labels = classes.labels(count: answers.count)
        if answers.count <= Self.matrixLimit && sample.count == every.count {
            pairwise = .matrix(Self.rows(labels, distances))
        } else if sample.count == every.count {
            pairwise = .condensed(classes: labels, distances: Self.upperTriangle(distances))
        } else {
            let condensed = PairwiseDistance.condensed(classes: labels, distances: Self.upperTriangle(distances))
            let (mean, maximum, pairs) = condensed.overview
            pairwise = .summary(mean: mean, maximum: maximum, pairs: pairs)
        }
    }

    private static func evenlySpaced(_ indices: [Int], count: Int) -> [Int] {
        (0..<count).map { indices[$0 * indices.count / count] }
    }

    private static func distances(
        _ columns: [FieldColumn],
        _ comparisons: [FieldComparison],
        _ classes: RecordClasses
    ) -> DistanceMatrix {
        var memory = maximumKept
        let fields = zip(columns, comparisons).map { column, comparison in
            let values = classes.firsts.map { column.values[$0] }
            return (weight: column.weight, distances: comparison.distances(of: values, memory: &memory))
        }
        return DistanceMatrix(count: classes.firsts.count, fields: fields)
    }

    private static func medoid(_ classes: RecordClasses, _ distances: DistanceMatrix, _ sample: [Int]) -> Int? {
        var best: (mean: Double, index: Int)?
        for (label, first) in classes.firsts.enumerated() {
            var sum = 0.0
            var count = 0
            for (other, size) in classes.sizes.enumerated() {
                guard let distance = distances[label, other] else { continue }
                let pairs = other == label ? size - 1 : size
                sum += distance * Double(pairs)
                count += pairs
            }
            let mean = count > 0 ? sum / Double(count) : .infinity
            if best.map({ mean < $0.mean }) ?? true { best = (mean, first) }
        }
        return best?.index ?? sample.first
    }

    private static func upperTriangle(_ distances: DistanceMatrix) -> [Double?] {
        (0..<distances.count).flatMap { row in (row + 1..<max(distances.count, row + 1)).map { distances[row, $0] } }
    }

    private static func rows(_ labels: [Int?], _ distances: DistanceMatrix) -> [[Double?]] {
        labels.enumerated().map { row, left in
            labels.enumerated().map { column, right in
                guard let left, let right else { return nil }
                return row == column ? 0 : distances[left, right]
            }
        }
    }

    /// Answers that are equal in every field with weight.
    private struct RecordClasses {
        private(set) var firsts: [Int] = []
        private(set) var sizes: [Int] = []
        /// Whether there are more classes than were wanted; those beyond are not looked at.
        private(set) var isCutShort = false
        private var members: [(index: Int, label: Int)] = []

        init(_ columns: [FieldColumn], _ indices: [Int], atMost limit: Int) {
            var known: [[Value?]: Int] = [:]
            for index in indices {
                let key = columns.map { $0.values[index] }
                let label = known[key] ?? firsts.count
                if label == firsts.count {
                    isCutShort = label == limit
                    if isCutShort { return }
                    known[key] = label
                    firsts.append(index)
                    sizes.append(0)
                }
                sizes[label] += 1
                members.append((index, label))
            }
        }

        func labels(count: Int) -> [Int?] {
            var labels = [Int?](repeating: nil, count: count)
            for (index, label) in members { labels[index] = label }
            return labels
        }
    }
}
