/// What samples say about the distances of more values than a matrix can hold.
///
/// Every statement about the whole is a ``SampledMean`` with its margin. The same seed gives the same summary.
public struct DistanceSummary: Sendable, Hashable {
    /// The number of values.
    public let count: Int

    /// The candidate with the smallest mean distance to the references, the first of several; nil when none is defined.
    public let medoid: Int?

    /// The mean distance of ``medoid`` to all values, itself included.
    ///
    /// The margins of all candidates hold at once with the given confidence, so that having chosen the best one does
    /// not matter.
    public let medoidMean: SampledMean?

    /// How much larger the true mean of ``medoid`` can be than that of the best candidate, whenever the margins hold.
    public let medoidExcess: Double?

    /// The best candidate is among this share of the values nearest to all, with the confidence of the margins.
    ///
    /// 1 − δ^(1/c) for c candidates drawn at random; 0 when all values are candidates.
    public let medoidShare: Double

    /// The mean over all pairs of two different values.
    public let mean: SampledMean?

    /// How many drawn pairs ``mean`` is over.
    public let pairs: Int

    /// Values far apart from each other: each is the one farthest from those before it, starting with the first value.
    public let landmarks: [Int]

    /// For each landmark the distance from each class; not a number where undefined.
    let rows: [[Float]]
    let classes: [Int32]

    /// The distance of a value from a landmark; nil where it is undefined.
    ///
    /// For euclidean and cityblock distances x and y, |x − y| and x + y bound the distance of two values.
    /// - Precondition: `landmark` is an index of ``landmarks`` and `value` is below ``count``.
    public func distance(toLandmark landmark: Int, from value: Int) -> Double? {
        let distance = rows[landmark][Int(classes[value])]
        return distance.isNaN ? nil : Double(distance)
    }
}

extension DistanceSummary {
    /// What all values say of the landmarks.
    package struct LandmarkTotals: Sendable {
        /// The largest distance between a landmark and a value; nil where none is defined.
        package fileprivate(set) var maximum: Double?
        /// For each landmark the sum of its distances to all values, and how many are defined.
        package fileprivate(set) var sums: [(distance: Double, count: Int)] = []
        /// For each landmark how many values have no landmark that is nearer, the first of several counting.
        package fileprivate(set) var nearest: [Int]
    }

    /// One pass over all values, some at a time, so that what is known of them stays close at hand.
    package func landmarkTotals() -> LandmarkTotals {
        var totals = LandmarkTotals(sums: landmarks.map { _ in (0, 0) }, nearest: landmarks.map { _ in 0 })
        guard !landmarks.isEmpty else { return totals }
        for start in stride(from: 0, to: count, by: 1024) { add(start..<min(start + 1024, count), to: &totals) }
        return totals
    }

    private func add(_ values: Range<Int>, to totals: inout LandmarkTotals) {
        var closest = [Float](repeating: .infinity, count: values.count)
        var places = [Int](repeating: -1, count: values.count)
        for (place, row) in rows.enumerated() {
            var ((sum, defined), largest) = (totals.sums[place], -Float.infinity)
            for (offset, value) in values.enumerated() {
                let distance = row[Int(classes[value])]
                guard !distance.isNaN else { continue }
                sum += Double(distance)
                defined += 1
                if distance > largest { largest = distance }
                if distance < closest[offset] || places[offset] < 0 {
                    (closest[offset], places[offset]) = (distance, place)
                }
            }
            totals.sums[place] = (sum, defined)
            if largest >= 0 { totals.maximum = max(totals.maximum ?? 0, Double(largest)) }
        }
        for place in places where place >= 0 { totals.nearest[place] += 1 }
    }
}

extension DistanceSource {
    /// Estimates the mean distance and the medoid from samples, and places landmarks.
    ///
    /// Draws `references` and `candidates` with replacement from the values; every value is a candidate when they are not
    /// more than `candidates`. Costs references × candidates distances, and one pass over all values per landmark.
    /// Numbers below 1 count as 1 and above 5,000 as 5,000, a confidence outside 0…1 as 0.95. No landmarks are placed for
    /// 0 where the largest distance is known without one, as it is for texts and records.
    public func summary(
        seed: UInt64,
        references: Int = 1000,
        candidates: Int = 1000,
        landmarks: Int = 8,
        confidence: Double = 0.95
    ) -> DistanceSummary {
        let (chosen, rows) = farthestFirst(landmarks < 1 && kernel.bound != nil ? 0 : Self.sampleSize(landmarks))
        var sample = DistanceSample(
            self,
            seed: seed,
            references: Self.sampleSize(references),
            candidates: Self.sampleSize(candidates)
        )
        sample.failure = confidence > 0 && confidence < 1 ? 1 - confidence : 0.05
        // No two values are farther apart than by way of the first one.
        let radius = rows.first?.reduce(0) { $1 > $0 ? $1 : $0 } ?? 0
        sample.bound = kernel.bound ?? 2 * Double(radius.nextUp)
        let medoid = sample.medoid()
        return DistanceSummary(
            count: count,
            medoid: medoid?.index,
            medoidMean: medoid?.mean,
            medoidExcess: medoid?.excess,
            medoidShare: sample.share,
            mean: sample.mean(),
            pairs: sample.pairs,
            landmarks: chosen.map { firsts[$0] },
            rows: rows,
            classes: classes
        )
    }

    private static func sampleSize(_ wanted: Int) -> Int { max(1, min(wanted, 5000)) }

    /// Classes each of which is farthest from those before it, with their distances from all classes.
    private func farthestFirst(_ wanted: Int) -> (landmarks: [Int], rows: [[Float]]) {
        guard count > 0, wanted > 0 else { return ([], []) }
        let threads = Parallel.threads(work: Double(kernel.count) * kernel.cost, most: options.most)
        var parts = stride(from: 0, to: kernel.count, by: 8192).map { start in
            LandmarkPart(range: start..<min(start + 8192, kernel.count))
        }
        var (landmarks, rows, next) = ([Int](), [[Float]](), 0)
        while landmarks.count < wanted {
            let (latest, known) = (next, kernel.isRowwise ? nil : rectangle([next]))
            let before = parts
            parts = Parallel.map(parts.count, threads: threads) { place in
                let range = before[place].range
                return before[place].adding(latest, known.map { Array($0[range]) } ?? kernel.row(latest, others: range))
            }
            landmarks.append(next)
            rows.append(parts.flatMap(\.row))
            var farthest = 0.0
            for part in parts where part.farthest > farthest { (farthest, next) = (part.farthest, part.place) }
            if farthest == 0 { break }
        }
        return (landmarks, rows)
    }
}

/// Some classes, and what is known of their distances from the landmarks.
private struct LandmarkPart: Sendable {
    let range: Range<Int>
    /// The distances from the latest landmark.
    var row: [Float] = []
    /// The distances from the nearest landmark.
    var nearest: [Double]
    /// The largest of them, and the class it belongs to.
    var farthest = 0.0
    var place = 0

    init(range: Range<Int>) {
        self.range = range
        nearest = Array(repeating: .infinity, count: range.count)
    }

    /// The same with one landmark more.
    func adding(_ landmark: Int, _ distances: [Double]) -> LandmarkPart {
        var part = self
        var distances = distances
        if range.contains(landmark) { distances[landmark - range.lowerBound] = 0 }
        part.row = distances.map { Float($0) }
        part.nearest = zip(distances, nearest).map { $0 < $1 ? $0 : $1 }
        part.farthest = 0
        for (offset, closest) in part.nearest.enumerated() where closest > part.farthest && closest.isFinite {
            (part.farthest, part.place) = (closest, range.lowerBound + offset)
        }
        return part
    }
}
