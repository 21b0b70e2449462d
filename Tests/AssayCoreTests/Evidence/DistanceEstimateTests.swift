import AssayCore
import Testing

/// Bundles with more different answers than are compared with each other, against what is known of all of them.
@Suite("Estimated distances")
struct DistanceEstimateTests {
    private static let range: Value = ["x-assay": ["role": "measurement", "distance": "range"]]
    private static let count = 10_500

    /// Different numbers from 0 to 1, more of them near 0; the first replicate failed.
    private static func numbers() -> [Double] {
        (0..<count).map { index in
            let place = Double(index * 4801 % count) / Double(count - 1)
            return place * place
        }
    }

    private static func replicates(_ numbers: [Double], firstSeed: UInt64 = 1) -> [Replicate] {
        let failure = AssayError(.timeout, "the attempt passed its time limit")
        return [Replicate(index: 0, seed: firstSeed, data: nil, failure: failure)]
            + numbers.enumerated().map { place, number in
                Replicate(index: place + 1, seed: firstSeed + 1 + UInt64(place), data: .number(number))
            }
    }

    private static func summary(_ replicates: [Replicate]) throws -> BundleSummary {
        try Summarizer(schema: range, horizon: replicates.count).summarize(replicates)
    }

    private static func estimate(_ summary: BundleSummary) throws -> DistanceEstimate {
        guard case .estimate(let estimate) = summary.pairwiseDistance else {
            throw AssayError(.invalidBundle, "nothing was estimated")
        }
        return estimate
    }

    private static func trueMean(from number: Double, _ numbers: [Double]) -> Double {
        numbers.reduce(0) { $0 + abs($1 - number) } / Double(numbers.count)
    }

    @Test("The truth is within the stated margins, of all replicates that count")
    func margins() throws {
        let numbers = Self.numbers()
        let summary = try Self.summary(Self.replicates(numbers))
        let estimate = try Self.estimate(summary)
        #expect(estimate.confidence == 0.95)
        // Over sorted numbers the pairs around a gap are counted together.
        var sum = 0.0
        for (place, number) in numbers.sorted().enumerated() { sum += number * Double(2 * place - Self.count + 1) }
        let mean = try #require(estimate.mean)
        let pairs = Self.count * (Self.count - 1) / 2
        #expect(abs(mean.value - sum / Double(pairs)) <= mean.margin)
        #expect(mean.margin < 0.05)
        let place = try #require(summary.medoid.flatMap { Int($0.dropFirst()) }) - 2
        let medoid = try #require(estimate.medoidMean)
        let truth = Self.trueMean(from: numbers[place], numbers)
        #expect(abs(medoid.value - truth) <= medoid.margin)
        #expect(medoid.margin < 0.08)
        // The median is nearest to all, and no other number has its place in the ranking.
        let best = Self.trueMean(from: numbers.sorted()[Self.count / 2], numbers)
        #expect(truth - best <= (estimate.medoidExcess ?? 0))
        #expect(abs(numbers[place] - 0.25) < 0.15)
        #expect(estimate.medoidShare > 0 && estimate.medoidShare < 0.004)
    }

    @Test("Landmarks are far apart, and what is said of them is exact")
    func landmarks() throws {
        let numbers = Self.numbers()
        let estimate = try Self.estimate(Self.summary(Self.replicates(numbers)))
        let chosen = try estimate.landmarks.map { try #require(Int($0.id.dropFirst())) - 2 }.map { numbers[$0] }
        #expect(chosen.count == 8)
        #expect(chosen.prefix(3) == [0, 1, try #require(numbers.min { abs($0 - 0.5) < abs($1 - 0.5) })])
        for (landmark, number) in zip(estimate.landmarks, chosen) {
            #expect(isClose(landmark.mean, Self.trueMean(from: number, numbers), within: 1e-6))
            #expect(landmark.distances.count == 8)
            for (distance, other) in zip(landmark.distances, chosen) {
                #expect(isClose(distance, abs(number - other), within: 1e-7))
            }
            let nearest = numbers.count { value in chosen.allSatisfy { abs(value - number) <= abs(value - $0) } }
            #expect(abs(landmark.nearest - nearest) <= 1)
        }
        #expect(estimate.landmarks.reduce(0) { $0 + $1.nearest } == Self.count)
        #expect(estimate.maximum == 1)
    }

    @Test("The seeds of the replicates decide the sample, and nothing else does")
    func seeds() throws {
        let numbers = Self.numbers()
        let first = try Self.summary(Self.replicates(numbers))
        #expect(try Self.summary(Self.replicates(numbers)) == first)
        let other = try Self.summary(Self.replicates(numbers, firstSeed: 9))
        #expect(try Self.estimate(other).mean != Self.estimate(first).mean)
        #expect(try Self.estimate(other).landmarks == Self.estimate(first).landmarks)
    }

    @Test("The document says how sure it is, and reads back with the same digest")
    func document() throws {
        let replicates = Self.replicates(Self.numbers())
        let bundle = try Bundles.bundle(of: replicates, options: BundleOptions(outputSchema: Self.range))
        let estimate = try Self.estimate(bundle.summary)
        let written = try Value(json: bundle.json)["summary"]
        let distances = written?["distance_summary"]
        #expect(written?["pairwise_distance"] == .null)
        #expect(distances?["mean"]?.double == estimate.mean?.value)
        #expect(distances?["estimate"]?["mean_margin"]?.double == estimate.mean?.margin)
        #expect(distances?["estimate"]?["medoid_excess"]?.double == estimate.medoidExcess)
        #expect(distances?["estimate"]?["landmarks"]?[1]?["replicate_id"]?.string == estimate.landmarks[1].id)
        #expect(written?["truncation_info"]?[0]?.string?.contains("1000 replicates") == true)
        #expect(try EvidenceBundle(decoding: Value(json: bundle.json)).digest == bundle.digest)
    }
}
