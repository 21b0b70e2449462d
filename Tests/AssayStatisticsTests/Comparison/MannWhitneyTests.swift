import AssayStatistics
import Testing

struct MannWhitneyTests {
    static let a = [3.1, 0.2, 5.5, 2.2, 9.8, 1.1, 4.0]
    static let b = [4.4, 0.9, 7.3, 12.0, 6.1, 8.8, 10.2, 5.9]

    @Test("Small samples have the exact p-value of scipy")
    func exact() throws {
        let test = try #require(MannWhitney(Self.a, Self.b))
        #expect(test.statistic == 44)
        #expect(test.result.computation == .exact)
        #expect(isClose(test.result.pValue, 0.0721056721056721, relative: 1e-12))
        #expect(isClose(test.superiority, 44.0 / 56))
    }

    private static func repeated(_ values: [Double]) -> [Double] {
        Array([[Double]](repeating: values, count: 20).joined())
    }

    @Test("Large samples with ties have the normal approximation with both corrections")
    func asymptotic() throws {
        // Repeating both samples k times keeps the shares of ties; scipy's formula is evaluated here in full.
        let x: [Double] = Self.repeated([1, 2, 2, 3, 3, 3, 4, 5])
        let y: [Double] = Self.repeated([2, 3, 4, 4, 5, 5, 6, 6, 7])
        let test = try #require(MannWhitney(x, y))
        #expect(test.result.computation == .asymptotic)
        #expect(test.statistic == 58.5 * 400)
        let (n, m) = (160.0, 180.0)
        let groups: [Double] = [20, 60, 80, 60, 60, 40, 20]
        let ties = groups.reduce(0.0) { $0 + $1 * $1 * $1 - $1 }
        let variance = n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1)))
        let z = (test.statistic - n * m / 2 - 0.5) / variance.squareRoot()
        #expect(isClose(test.result.pValue, 2 * NormalDistribution.cumulative(-z), relative: 1e-12))
    }

    /// Both tails over all ways to choose the second sample.
    private static func slowP(_ x: [Double], _ y: [Double]) -> Double {
        let all = x + y
        func wins(_ first: [Double], _ second: [Double]) -> Double {
            second.reduce(0) { sum, b in sum + first.reduce(0) { $0 + ($1 < b ? 1 : $1 == b ? 0.5 : 0) } }
        }
        let observed = wins(x, y)
        var (lower, upper, total) = (0.0, 0.0, 0.0)
        for mask in 0..<(1 << all.count) where mask.nonzeroBitCount == y.count {
            let second = all.indices.filter { mask >> $0 & 1 == 1 }.map { all[$0] }
            let first = all.indices.filter { mask >> $0 & 1 == 0 }.map { all[$0] }
            let value = wins(first, second)
            total += 1
            lower += value <= observed ? 1 : 0
            upper += value >= observed ? 1 : 0
        }
        return min(1, 2 * min(lower, upper) / total)
    }

    @Test("The exact p-value counts every way to deal the ranks, ties included")
    func enumeration() throws {
        var generator = SplitMix64(seed: 41)
        for (n, m) in [(1, 1), (2, 5), (5, 2), (4, 4), (3, 7), (6, 5)] {
            let x = (0..<n).map { _ in Double(Int.random(in: 0...4, using: &generator)) }
            let y = (0..<m).map { _ in Double(Int.random(in: 1...5, using: &generator)) }
            let test = try #require(MannWhitney(x, y))
            #expect(isClose(test.result.pValue, Self.slowP(x, y), relative: 1e-12))
        }
    }

    @Test("Exchanging the samples mirrors the statistic and keeps the p-value")
    func symmetry() throws {
        var generator = SplitMix64(seed: 42)
        for size in [3, 30, 90] {
            let x = (0..<size).map { _ in Double(Int.random(in: 0...9, using: &generator)) }
            let y = (0..<(size + 4)).map { _ in Double(Int.random(in: 0...12, using: &generator)) }
            let (forth, back) = (try #require(MannWhitney(x, y)), try #require(MannWhitney(y, x)))
            #expect(forth.statistic + back.statistic == Double(size * (size + 4)))
            #expect(isClose(forth.result.pValue, back.result.pValue, relative: 1e-9))
        }
    }

    @Test("Exact and approximate p-values meet where the computation changes")
    func continuity() throws {
        var generator = SplitMix64(seed: 43)
        let x = (0..<40).map { _ in Double.random(in: 0..<1, using: &generator) }
        let y = (0..<40).map { _ in Double.random(in: 0..<1, using: &generator) + 0.12 }
        let small = try #require(MannWhitney(x, y)).result
        #expect(small.computation == .exact)
        let more = try #require(MannWhitney(x + [0.5], y + [0.62])).result
        #expect(more.computation == .asymptotic)
        #expect(isClose(more.pValue, small.pValue, relative: 0.1))
    }

    @Test("Equal values say nothing, and empty samples have no test")
    func edges() throws {
        #expect(MannWhitney([2, 2, 2], [2, 2])?.result.pValue == 1)
        let many = Array(repeating: 1.0, count: 200)
        #expect(MannWhitney(many, many)?.result.pValue == 1)
        #expect(MannWhitney([], [1]) == nil)
        #expect(MannWhitney([.nan], [1]) == nil)
        let filtered = try #require(MannWhitney([1, .nan, .infinity], [2]))
        #expect(filtered.firstCount == 1 && filtered.secondCount == 1)
        #expect(MannWhitney([-1e308], [1e308])?.statistic == 1)
    }

    @Test("Samples of one distribution are told apart no more often than the level says")
    func falseAlarms() throws {
        var generator = SplitMix64(seed: 44)
        var alarms = 0
        for _ in 0..<500 {
            let x = (0..<9).map { _ in Double(Int.random(in: 0...20, using: &generator)) }
            let y = (0..<11).map { _ in Double(Int.random(in: 0...20, using: &generator)) }
            alarms += try #require(MannWhitney(x, y)).result.pValue <= 0.05 ? 1 : 0
        }
        // At most 5 % plus three standard errors of 500 runs.
        #expect(alarms <= 39)
    }
}
