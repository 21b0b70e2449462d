import AssayStatistics
import Testing

@Suite("Moments of many values at once")
struct BulkMomentsTests {
    private static let levels = KernelLevel.allCases.filter(\.isAvailable)

    private static func bulk(_ values: [Double], _ level: KernelLevel = .best) -> Moments {
        var moments = Moments()
        moments.append(contentsOf: values, options: KernelOptions(level: level))
        return moments
    }

    private static func expectAlike(_ left: Moments, _ right: Moments) {
        #expect(left.count == right.count)
        #expect(left.mean == right.mean || isClose(left.mean, right.mean ?? .nan, relative: 1e-15))
        let (first, second) = (left.standardDeviation, right.standardDeviation)
        #expect(first == second || isClose(first, second ?? .nan, relative: 1e-14))
    }

    @Test("Certified digits are those of values one by one", arguments: MomentsTests.series)
    func certified(name: String) throws {
        let values = try MomentsTests.values(name)
        let single = MomentsTests.moments(values)
        let bulk = Self.bulk(values)
        #expect(bulk.mean == single.mean)
        #expect(bulk.standardDeviation == single.standardDeviation)
    }

    @Test("Every instruction set gives the same bits")
    func sameBits() {
        var random = SplitMix64(seed: 4)
        for count in [64, 65, 71, 72, 1000] {
            let values = (0..<count).map { _ in Double.random(in: -1e3...1e6, using: &random) }
            let kernels = Self.levels.filter { $0 != .swift }.map { Self.bulk(values, $0) }
            for kernel in kernels { #expect(kernel == kernels[0]) }
            Self.expectAlike(Self.bulk(values, .swift), kernels[0])
        }
    }

    @Test("Values of very different size, near-equal ones and parts of a stream agree with one by one")
    func awkward() {
        var random = SplitMix64(seed: 5)
        let wild = (0..<500).map { _ in
            Double(sign: .plus, exponent: Int.random(in: -1000...1000, using: &random), significand: 1.25)
        }
        let near = (0..<500).map { _ in 1e9 + Double.random(in: 0..<1e-3, using: &random) }
        let huge = (0..<500).map { $0 % 2 == 0 ? Double.greatestFiniteMagnitude : -Double.greatestFiniteMagnitude }
        let tiny = (0..<500).map { Double($0) * Double.leastNonzeroMagnitude }
        let broken = wild[..<100] + [.nan, .infinity] + near
        for values in [wild, near, huge, tiny, [Double](repeating: -7, count: 100), Array(broken), []] {
            Self.expectAlike(Self.bulk(values), MomentsTests.moments(values))
            var parts = Self.bulk(Array(values.prefix(130)))
            parts.append(contentsOf: Array(values.dropFirst(130)))
            Self.expectAlike(parts, MomentsTests.moments(values))
        }
        var mixed = Self.bulk(near)
        mixed.append(contentsOf: wild)
        Self.expectAlike(mixed, MomentsTests.moments(near + wild))
    }
}
