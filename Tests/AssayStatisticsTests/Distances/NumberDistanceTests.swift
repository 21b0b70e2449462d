import AssayStatistics
import Foundation
import Testing

struct NumberDistanceTests {
    @Test("The relative distance is over the larger magnitude")
    func relative() {
        #expect(Distance.relative(100, 95) == 0.05)
        #expect(Distance.relative(-4, -2) == 0.5)
        #expect(Distance.relative(0, 3) == 1)
        #expect(Distance.relative(-1, 1) == 1)
    }

    @Test("Zeros, infinities and missing numbers have defined relative distances")
    func relativeEdges() {
        #expect(Distance.relative(0.0, -0.0) == 0)
        #expect(Distance.relative(.infinity, .infinity) == 0)
        #expect(Distance.relative(.infinity, -.infinity) == 1)
        #expect(Distance.relative(.infinity, 5) == 1)
        #expect(Distance.relative(.nan, .nan) == 0)
        #expect(Distance.relative(.nan, 1) == 1)
        #expect(Distance.relative(1.7e308, -1.7e308) == 1)
        #expect(Distance.relative(Double.leastNonzeroMagnitude, 0) < 1e-15)
        #expect(isClose(Distance.relative(1.7e308, 0.85e308), 0.5))
    }

    @Test("Gower's distance is over the range, and a constant column contributes nothing")
    func gower() {
        #expect(Distance.gower(2, 5, range: 0...10) == 0.3)
        #expect(Distance.gower(4, 4, range: 4...4) == 0)
        #expect(Distance.gower(4, 5, range: 4...4) == 0)
        #expect(Distance.gower(-1e308, 1e308, range: -1.5e308...1.5e308) == 2.0 / 3)
        #expect(Distance.gower(0, 20, range: 0...10) == 1)
        #expect(Distance.gower(.nan, 2, range: 0...10) == 1)
    }

    @Test("Ranks are compared over their range without overflow")
    func ordinal() {
        #expect(Distance.ordinal(1, 3, range: 1...5) == 0.5)
        #expect(Distance.ordinal(2, 2, range: 2...2) == 0)
        #expect(Distance.ordinal(.min, .max, range: .min ... .max) == 1)
        #expect(Distance.ordinal(1, 9, range: 1...5) == 1)
    }

    @Test("Categories are equal or not, sets share elements")
    func nominalAndSets() {
        #expect(Distance.nominal(equal: true) == 0)
        #expect(Distance.nominal(equal: false) == 1)
        #expect(Distance.set([1, 2, 3], [3, 2, 1, 1]) == 0)
        #expect(Distance.set([1, 2], [2, 3]) == 1 - 1.0 / 3)
        #expect(Distance.set([Int](), [Int]()) == 0)
        #expect(Distance.set([Int](), [1]) == 1)
    }

    @Test("Number distances are symmetric and within 0…1")
    func properties() {
        var generator = SplitMix64(seed: 21)
        for _ in 0..<200 {
            let x = Double(bitPattern: generator.next())
            let y = Double(bitPattern: generator.next())
            #expect(Distance.relative(x, y) == Distance.relative(y, x))
            #expect((0...1).contains(Distance.relative(x, y)))
            #expect(Distance.relative(x, x) == 0)
            guard x.isFinite, y.isFinite else { continue }
            let range = min(x, y)...max(x, y)
            #expect(Distance.gower(x, y, range: range) == 1)
            #expect((0...1).contains(Distance.gower(x, 1, range: range)))
        }
    }

    @Test("A weighted mean skips what cannot be compared")
    func weightedMean() {
        #expect(Distance.weightedMean([(1, 0.5), (3, 0.1)]) == 0.2)
        #expect(Distance.weightedMean([(1, 0.5), (3, nil), (1, .nan)]) == 0.5)
        #expect(Distance.weightedMean([(0, 0.5), (-1, 0.2), (.nan, 1), (.infinity, 1)]) == nil)
        #expect(Distance.weightedMean([(2, nil)]) == nil)
        #expect(Distance.weightedMean([]) == nil)
        #expect(isClose(Distance.weightedMean([(1e308, 1), (1e308, 0)]), 0.5))
    }

    @Test("The flower data have the dissimilarities that R's daisy prints")
    func flower() throws {
        let example = try Reference("published_examples/agreement_and_distance.json").at("gower_flower")
        let columns = try (1...8).map { try example.at("columns", "V\($0)").array(of: Double.self) }
        let published: [[Double]] = try example.at("published_lower_triangle").array()
        let ranges = try columns.map { column -> ClosedRange<Double> in
            let (low, high) = (try #require(column.min()), try #require(column.max()))
            return low...high
        }
        for i in 1..<18 {
            for j in 0..<i {
                let distance = Distance.weightedMean(
                    (0..<8).map { (1, Self.distance($0, columns[$0][i], columns[$0][j], ranges[$0])) }
                )
                #expect(isClose(distance, published[i - 1][j], absolute: 5.1e-8))
            }
        }
    }

    /// Four nominal, two ordinal and two numeric columns.
    private static func distance(_ column: Int, _ x: Double, _ y: Double, _ range: ClosedRange<Double>) -> Double {
        switch column {
        case 0..<4: return Distance.nominal(equal: x == y)
        case 4..<6: return Distance.ordinal(Int(x), Int(y), range: Int(range.lowerBound)...Int(range.upperBound))
        default: return Distance.gower(x, y, range: range)
        }
    }
}
