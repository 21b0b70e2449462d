internal import AssayStatistics

/// Distances between whole answers: the weighted mean over the fields both have.
///
/// Equal answers are one class, and only distances between classes are computed.
struct DistanceTable: Sendable {
    let pairwise: PairwiseDistance
    /// The index of the replicate nearest to all others, the first of several.
    let medoid: Int?
    let truncations: [String]

    /// Up to this many replicates the matrix is written out; above it, distances between up to as many classes.
    static let matrixLimit = 1000
    /// Up to this many classes all are compared with each other, if that is not too costly.
    static let exactLimit = 10_000

    /// Compares answers.
    ///
    /// - Parameters:
    ///   - columns: The fields.
    ///   - answers: The answers; `nil` where there is no valid one.
    ///   - seeds: The seeds of the answers, which decide the sample where one is drawn.
    init(columns: [FieldColumn], answers: Answers, seeds: [UInt64]) {
        let columns = columns.filter { $0.weight > 0 }
        let every = answers.validPlaces
        let classes = AnswerClasses(columns, every, atMost: Self.exactLimit)
        if classes.firsts.count < 2 {
            self.init(alike: classes, count: answers.count)
            return
        }
        let fields = ComparedFields(columns)
        if classes.firsts.count <= Self.matrixLimit {
            self.init(few: classes, of: every, fields, count: answers.count)
            return
        }
        let records = classes.isCutShort ? nil : fields.records(classes.firsts)
        if let records, records.count <= FieldComparison.affordable(cost: fields.cost(of: records)) {
            self.init(many: classes, records.kept())
        } else {
            self.init(sampling: every, fields, seeds: seeds)
        }
    }

    /// Answers that are all equal.
    private init(alike classes: AnswerClasses, count: Int) {
        let labels = classes.labels(count: count)
        medoid = classes.firsts.first
        pairwise =
            count <= Self.matrixLimit
            ? .matrix(Self.rows(labels, of: classes.firsts.count) { _, _ in 0 })
            : .condensed(classes: labels, distances: [])
        truncations = []
    }

    /// Distances that are written out, unless the answers are so large that only some are compared.
    private init(few all: AnswerClasses, of every: [Int], _ fields: ComparedFields, count: Int) {
        let limit = min(Self.matrixLimit, FieldComparison.affordable(cost: fields.cost))
        let isWhole = all.firsts.count <= limit
        let sample = isWhole ? every : (0..<limit).map { every[$0 * every.count / limit] }
        let classes = isWhole ? all : AnswerClasses(fields.columns, sample, atMost: limit)
        let distances = DistanceMatrix(fields.records(classes.firsts).kept())
        let totals = DistanceTotals(sizes: classes.sizes) { Self.later(distances, $0).map { $0 ?? .nan } }
        medoid = totals.nearest.map { classes.firsts[$0] }
        if !isWhole {
            pairwise = .summary(totals)
        } else if count <= Self.matrixLimit {
            pairwise = .matrix(
                Self.rows(classes.labels(count: count), of: distances.count) { distances[$0, $1] }
            )
        } else {
            let triangle = (0..<distances.count).flatMap { Self.later(distances, $0) }
            pairwise = .condensed(classes: classes.labels(count: count), distances: triangle)
        }
        truncations =
            isWhole ? [] : ["distances and medoid are over \(limit) evenly spaced replicates of \(every.count)"]
    }

    /// Distances between all answers, of which only the sums are kept.
    private init(many classes: AnswerClasses, _ records: FieldRecords) {
        let totals = DistanceTotals(sizes: classes.sizes) { records.row($0, others: $0 + 1..<records.count) }
        medoid = totals.nearest.map { classes.firsts[$0] }
        pairwise = .summary(totals)
        truncations = ["of the distances between \(records.count) different answers only mean and largest are given"]
    }

    private static func later(_ distances: DistanceMatrix, _ row: Int) -> [Double?] {
        (row + 1..<max(distances.count, row + 1)).map { distances[row, $0] }
    }

    /// One row per answer; answers of one class share theirs.
    private static func rows(
        _ labels: [Int?],
        of classes: Int,
        _ distance: (Int, Int) -> Double?
    ) -> [[Double?]] {
        let known = (0..<classes).map { left in labels.map { $0.flatMap { distance(left, $0) } } }
        let missing = [Double?](repeating: nil, count: labels.count)
        return labels.map { $0.map { known[$0] } ?? missing }
    }
}

extension DistanceTable {
    /// The most candidates, and the most references they are compared with.
    private static let sampleLimit = 1000
    private static let landmarkLimit = 8.0

    /// What a sample says of answers too many or too large to compare with each other.
    private init(sampling every: [Int], _ fields: ComparedFields, seeds: [UInt64]) {
        let records = fields.records(every)
        let cost = fields.cost(of: records)
        let size = min(Self.sampleLimit, FieldComparison.affordable(cost: cost) / 2)
        let summary = DistanceSource(records: records).summary(
            seed: seeds.reduce(UInt64(seeds.count)) { SplitMix64.output(at: $1, seed: $0) },
            references: size,
            candidates: size,
            landmarks: Int(min(Self.landmarkLimit, FieldComparison.budget / (cost * Double(every.count))))
        )
        medoid = summary.medoid.map { every[$0] } ?? every.first
        pairwise = .estimate(DistanceEstimate(summary, of: every))
        truncations = [
            "distances and medoid are estimated: \(size) replicates against \(size), drawn from \(every.count)"
        ]
    }
}

extension PairwiseDistance {
    fileprivate static func summary(_ totals: DistanceTotals) -> PairwiseDistance {
        .summary(mean: totals.mean, maximum: totals.maximum, pairs: totals.pairs)
    }
}
