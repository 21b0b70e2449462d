import AssayStatistics
import Testing

/// STATISTICS §0 "Scale": what is counted as it comes is what a look at everything finds.
@Suite("Streams and batches")
struct StreamingBatchTests {
    private static let streams: [[Double]] = [
        [], [0.1], [7, 7, 7], [1, .nan, 3, .infinity], HostileInputs.numbers,
        HostileInputs.numbers + HostileInputs.notFinite + HostileInputs.numbers,
        HostileInputs.randomNumbers(seed: 1, count: 65), HostileInputs.randomNumbers(seed: 2, count: 90, offset: 1e9),
    ]

    private static func scale(_ values: [Double]) -> Double {
        values.filter(\.isFinite).reduce(1e-300) { max($0, abs($1)) }
    }

    /// The last digits of the mean are those of the largest value.
    private static func expectAlike(_ left: Moments, _ right: Moments, scale: Double) {
        #expect(left.count == right.count)
        #expect(areAlike(left.mean, right.mean, relative: 0, absolute: 1e-15 * scale))
        #expect(areAlike(left.standardDeviation, right.standardDeviation, relative: 1e-13))
    }

    /// The values cut into pieces of 1 to 9, empty ones among them.
    private static func pieces(_ values: [Double], seed: UInt64) -> [[Double]] {
        var generator = SplitMix64(seed: seed)
        var (pieces, rest): ([[Double]], ArraySlice<Double>) = ([], values[...])
        while !rest.isEmpty {
            let size = Int.random(in: 0...9, using: &generator)
            pieces.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return pieces
    }

    private static func merged(_ left: Moments, _ right: Moments) -> Moments {
        var result = left
        result.merge(right)
        return result
    }

    @Test("§1.3: values one by one, all at once and summarised have the same mean and deviation", arguments: 0..<8)
    func moments(index: Int) {
        let values = Self.streams[index]
        let single = MomentsTests.moments(values)
        var bulk = Moments()
        bulk.append(contentsOf: values)
        Self.expectAlike(bulk, single, scale: Self.scale(values))
        let (summary, stream) = (NumericSummary(values: values), StreamingSummaryTests.summary(values))
        #expect((summary?.count ?? 0) == single.count)
        #expect(areAlike(summary?.mean, single.mean, relative: 0, absolute: 1e-15 * Self.scale(values)))
        #expect(areAlike(summary?.standardDeviation, single.standardDeviation, relative: 1e-13))
        #expect((stream.minimum, stream.maximum) == (summary?.minimum, summary?.maximum))
        #expect(stream.count + stream.missing == values.count)
        #expect(stream.moments == single)
    }

    @Test("§1.3: the pieces of a stream may be merged from either end", arguments: 0..<8)
    func associativity(index: Int) {
        let values = Self.streams[index]
        let whole = MomentsTests.moments(values)
        for seed in 1...4 as ClosedRange<UInt64> {
            let parts = Self.pieces(values, seed: seed).map(MomentsTests.moments)
            let forward = parts.reduce(Moments()) { Self.merged($0, $1) }
            let backward = parts.reversed().reduce(Moments()) { Self.merged($1, $0) }
            Self.expectAlike(forward, whole, scale: Self.scale(values))
            Self.expectAlike(backward, whole, scale: Self.scale(values))
        }
        #expect(Self.merged(whole, Moments()) == whole)
        #expect(Self.merged(Moments(), whole) == whole)
    }

    private static func expectMean(of value: Double, within tolerance: Double = 0) {
        for count in [1, 3] {
            let values = [Double](repeating: value, count: count)
            let (moments, summary) = (MomentsTests.moments(values), NumericSummary(values: values))
            let deviation: Double? = count == 1 ? nil : 0
            #expect(abs((moments.mean ?? .nan) - value) <= tolerance)
            #expect(moments.standardDeviation == deviation)
            #expect(summary?.mean == value)
            #expect(summary?.trimmedMean() == value)
        }
    }

    @Test("§1.3: the mean of equal values is that value, and they do not deviate from it")
    func equalValues() {
        for value in HostileInputs.numbers where !value.isSubnormal { Self.expectMean(of: value) }
    }

    @Test("§1.3: the summary of equal values has that mean down to the smallest value, a stream to the last bit")
    func subnormalValues() {
        let least = Double.leastNonzeroMagnitude
        for value in [least, -least, 3 * least, Double.leastNormalMagnitude.nextDown] {
            Self.expectMean(of: value, within: least)
        }
    }
}
