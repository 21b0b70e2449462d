import AssayStatistics
import Testing

struct DistanceSummaryTests {
    private static func line(_ points: [Double], options: KernelOptions = KernelOptions()) throws -> DistanceSource {
        try DistanceSource(vectors: points.map { [$0] }, metric: .euclidean, options: options)
    }

    private static func trueMean(_ points: [Double], from index: Int) -> Double {
        points.reduce(0) { $0 + abs($1 - points[index]) } / Double(points.count)
    }

    @Test("The margins hold for the medoid and the mean, with every seed", arguments: 1...20 as ClosedRange<UInt64>)
    func margins(seed: UInt64) throws {
        var generator = SplitMix64(seed: 99)
        let points = (0..<3000).map { _ in
            let u = Double.random(in: 0...1, using: &generator)
            return u * u
        }
        let summary = try Self.line(points).summary(seed: seed, references: 200, candidates: 150)
        let medoid = try #require(summary.medoid)
        let mean = try #require(summary.medoidMean)
        let truth = Self.trueMean(points, from: medoid)
        #expect(abs(mean.value - truth) <= mean.margin)
        #expect(mean.margin < 0.5)
        #expect(mean.confidence == 0.95)
        let best = points.indices.map { Self.trueMean(points, from: $0) }.min() ?? .nan
        #expect(truth - best <= (summary.medoidExcess ?? 0))
        #expect(isClose(summary.medoidShare, 0.01977, absolute: 5e-5))
        // Over sorted points the pairs around a gap are counted together.
        let sorted = points.sorted()
        let sum = sorted.indices.reduce(0.0) { $0 + sorted[$1] * Double(2 * $1 - sorted.count + 1) }
        let overall = try #require(summary.mean)
        #expect(abs(overall.value - sum / (3000.0 * 2999 / 2)) <= overall.margin)
    }

    @Test("A margin fails no more often than it says")
    func coverage() throws {
        let points = (0..<40).map { $0 < 36 ? 0.0 : 1.0 }
        var failures = 0
        for seed in 0..<400 as Range<UInt64> {
            let summary = try Self.line(points).summary(seed: seed, references: 30, confidence: 0.8)
            let mean = try #require(summary.medoidMean)
            #expect(summary.medoid == 0)
            failures += abs(mean.value - 0.1) > mean.margin ? 1 : 0
        }
        #expect(failures <= 80)
    }

    @Test("With few values all are candidates, and the exact medoid is within the excess")
    func few() throws {
        let points: [Double] = [9, 1, 2, 2, 3, 40]
        let summary = try Self.line(points).summary(seed: 3, references: 4000)
        #expect(summary.medoidShare == 0)
        #expect(summary.medoid == 2)
        #expect(try summary.medoid == Self.line(points).matrix().medoid)
    }

    @Test("Landmarks of many records, found part by part, are those of one plain loop")
    func parts() {
        var generator = SplitMix64(seed: 5)
        // Ties on both sides of the boundary of the first part, where the first of them counts.
        let numbers = (0..<100_000).map { place -> Double in
            switch place {
            case 8191, 8192, 70_000: 1e9
            case 17, 50_001: .nan
            case 4000: .infinity
            default: Double.random(in: 1...10, using: &generator)
            }
        }
        let records = FieldRecords(count: numbers.count, fields: [(weight: 1, distances: .relative(numbers))])
        let summary = DistanceSource(records: records).summary(seed: 1, references: 10, candidates: 10, landmarks: 4)
        var nearest = [Double](repeating: .infinity, count: numbers.count)
        var (expected, next) = ([Int](), 0)
        for _ in 0..<4 {
            expected.append(next)
            let from = next
            var farthest = 0.0
            for (place, number) in numbers.enumerated() {
                let distance = place == from ? 0 : Distance.relative(numbers[from], number)
                if !number.isNaN, distance < nearest[place] { nearest[place] = distance }
                if nearest[place] > farthest, nearest[place].isFinite { (farthest, next) = (nearest[place], place) }
            }
        }
        #expect(summary.landmarks == expected)
        let totals = summary.landmarkTotals()
        #expect(totals.nearest.reduce(0, +) == numbers.count - 2)
        #expect(totals.sums.allSatisfy { $0.count == numbers.count - 2 })
    }

    @Test("Landmarks are far apart, and their distances are those of the values")
    func landmarks() throws {
        let points: [Double] = [5, 0, 5, 10, 4, 6, 0]
        let summary = try Self.line(points).summary(seed: 1, landmarks: 3)
        #expect(summary.landmarks == [0, 1, 3])
        for (index, landmark) in summary.landmarks.enumerated() {
            for value in points.indices {
                #expect(summary.distance(toLandmark: index, from: value) == abs(points[landmark] - points[value]))
            }
        }
        // Five different values have at most five landmarks.
        #expect(try Self.line(points).summary(seed: 1, landmarks: 100).landmarks.count == 5)
    }

    @Test("The seed decides the sample; version and threads do not", arguments: KernelVersions.all)
    func reproducible(options: KernelOptions) throws {
        var generator = SplitMix64(seed: 4)
        let texts = randomTexts(300, length: 0...20, alphabet: scalars(97...100), using: &generator)
        let source = DistanceSource(texts: texts, options: options)
        let summary = source.summary(seed: 7, references: 40, candidates: 30)
        let plain = DistanceSource(texts: texts, options: KernelVersions.plain)
        #expect(summary == plain.summary(seed: 7, references: 40, candidates: 30))
        #expect(summary != plain.summary(seed: 8, references: 40, candidates: 30))
    }

    @Test("None, one, equal and undefined values")
    func degenerate() throws {
        let none = DistanceSource(texts: []).summary(seed: 1)
        #expect(none.medoid == nil)
        #expect(none.mean == nil)
        #expect(none.landmarks.isEmpty)
        let one = DistanceSource(texts: ["x"]).summary(seed: 1)
        #expect(one.medoid == 0)
        #expect(one.mean == nil)
        let equal = DistanceSource(texts: Array(repeating: "x", count: 2000)).summary(seed: 1)
        #expect(equal.medoid == 0)
        #expect(equal.medoidMean?.value == 0)
        #expect(equal.landmarks == [0])
        let undefined = try Self.line([.nan, 1, 2, .infinity]).summary(seed: 1, references: 0, confidence: .nan)
        #expect(undefined.mean?.confidence == 0.95)
        #expect(undefined.distance(toLandmark: 0, from: 1) == nil)
        #expect(try Self.line([1, 2]).summary(seed: 1, landmarks: .min, confidence: 2).landmarks.count == 1)
        #expect(DistanceSource(texts: ["a", "b"]).summary(seed: 1, landmarks: .min).landmarks.isEmpty)
    }

    @Test("Twenty thousand different values are summarised without a matrix")
    func many() throws {
        let points = (0..<20_000).map { Double($0) }
        let summary = try Self.line(points).summary(seed: 11, references: 300, candidates: 300, landmarks: 2)
        let medoid = try #require(summary.medoid)
        #expect(abs(medoid - 10_000) < 3000)
        #expect(summary.landmarks == [0, 19_999])
        #expect(summary.distance(toLandmark: 1, from: 19_000) == 999)
    }
}
