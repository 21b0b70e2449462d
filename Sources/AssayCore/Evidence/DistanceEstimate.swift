internal import AssayStatistics

/// What a sample says of the distances between answers too many, or too large, to compare all of them.
///
/// The sample is drawn by the seeds of the replicates, so that a bundle has one estimate. Each ``Margin`` holds with at
/// least probability ``confidence`` over the draw, whatever the answers are.
public struct DistanceEstimate: Sendable, Hashable {
    /// The mean over all pairs of replicates.
    public var mean: Margin?
    /// The largest distance between a landmark and a replicate, which the largest of all is at most 1 and at least this.
    public var maximum: Double?
    /// How many pairs were drawn for the mean.
    public var pairs: Int
    /// The mean distance of the medoid to all replicates, itself included.
    public var medoidMean: Margin?
    /// How much larger the medoid's true mean distance can be than that of the best replicate it was chosen from.
    public var medoidExcess: Double?
    /// The medoid was chosen among replicates one of which is in this share of those nearest to all.
    public var medoidShare: Double
    /// The least probability with which the margins hold.
    public var confidence: Double
    /// Replicates far apart from each other, by which the others can be told apart.
    public var landmarks: [Landmark]

    /// An estimate, and how far the true value may be away.
    public struct Margin: Sendable, Hashable {
        /// The estimate.
        public var value: Double
        /// The distance from the true value that is not exceeded.
        public var margin: Double
    }

    /// A replicate that all others were compared with; each is the one farthest from those before it.
    public struct Landmark: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// Its mean distance to all replicates, not estimated.
        public var mean: Double?
        /// How many replicates have no landmark that is nearer.
        public var nearest: Int
        /// Its distances from all landmarks.
        public var distances: [Double?]
    }
}

extension DistanceEstimate {
    static let confidence = 0.95

    /// Reads a summary of the answers at some places.
    init(_ summary: DistanceSummary, of places: [Int]) {
        mean = summary.mean.map(Margin.init)
        medoidMean = summary.medoidMean.map(Margin.init)
        medoidExcess = summary.medoidExcess
        medoidShare = summary.medoidShare
        confidence = Self.confidence
        pairs = summary.pairs
        let totals = summary.landmarkTotals()
        maximum = totals.maximum
        landmarks = summary.landmarks.enumerated().map { place, landmark in
            let (distance, count) = totals.sums[place]
            return Landmark(
                id: Replicate.id(at: places[landmark]),
                mean: count > 0 ? distance / Double(count) : nil,
                nearest: totals.nearest[place],
                distances: summary.landmarks.map { summary.distance(toLandmark: place, from: $0) }
            )
        }
    }
}

extension DistanceEstimate.Margin {
    fileprivate init(_ mean: SampledMean) {
        value = mean.value
        margin = mean.margin
    }
}

extension DistanceEstimate {
    var encoded: Value {
        [
            "mean_margin": .orNull(mean?.margin), "medoid_mean": .orNull(medoidMean?.value),
            "medoid_mean_margin": .orNull(medoidMean?.margin), "medoid_excess": .orNull(medoidExcess),
            "medoid_share": .orNull(medoidShare), "confidence": .orNull(confidence),
            "landmarks": .array(landmarks.map(\.encoded)),
        ]
    }
}

extension DistanceEstimate.Landmark {
    fileprivate var encoded: Value {
        [
            "replicate_id": .string(id), "mean": .orNull(mean), "nearest": Value(nearest),
            "distances": .array(distances.map { .orNull($0) }),
        ]
    }
}
