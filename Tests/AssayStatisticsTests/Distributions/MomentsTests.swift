import AssayStatistics
import Foundation
import Testing

struct MomentsTests {
    static let series = ["Lottery", "NumAcc1", "NumAcc2", "NumAcc3", "NumAcc4", "Michelso", "Mavro", "Lew", "PiDigits"]

    static func values(_ name: String) throws -> [Double] {
        try TestData.rows("nist_strd/\(name).csv").map { try #require(Double($0[0])) }
    }

    static func moments(_ values: [Double]) -> Moments {
        values.reduce(into: Moments()) { $0.append($1) }
    }

    /// Correct decimal digits, at most 15.
    static func digits(_ value: Double?, certified: String) throws -> Double {
        let (value, exact) = (try #require(value), try #require(Double(certified)))
        return value == exact ? 15 : min(15, -log10(abs(value - exact) / abs(exact)))
    }

    @Test("Mean and deviation have the digits of numpy on the NIST series", arguments: series)
    func certifiedDigits(name: String) throws {
        let values = try Self.values(name)
        let reference = try Reference().at("nist_strd", name)
        let certified = try Reference("nist_strd/certified.json").at(name)
        let moments = Self.moments(values)
        #expect(try moments.count == certified.at("n").integer())
        let mean = try Self.digits(moments.mean, certified: certified.at("mean").string())
        let deviation = try Self.digits(moments.standardDeviation, certified: certified.at("sd").string())
        #expect(try mean >= reference.at("numpy_mean_LRE").number() - 0.01)
        #expect(try deviation >= reference.at("numpy_sd_LRE").number() - 0.01)
    }

    @Test("The order of the values does not show")
    func order() throws {
        let values = try Self.values("NumAcc4")
        let forward = Self.moments(values)
        let backward = Self.moments(values.reversed())
        #expect(forward.mean == backward.mean)
        #expect(forward.standardDeviation == backward.standardDeviation)
    }

    @Test("Random values agree with two passes")
    func twoPasses() {
        var generator = SplitMix64(seed: 3)
        for size in [2, 3, 10, 200] {
            let values = (0..<size).map { _ in Double.random(in: -5...9, using: &generator) }
            #expect(isClose(Self.moments(values).variance, SlowOracles.variance(values), relative: 1e-13))
        }
    }

    @Test("Values that are not finite are skipped")
    func notFinite() {
        let moments = Self.moments([1, .nan, 3, .infinity])
        #expect(moments.count == 2)
        #expect(moments.mean == 2)
        #expect(moments.variance == 2)
    }

    @Test("What is undefined is nil")
    func undefined() {
        #expect(Moments().mean == nil)
        #expect(Moments().variance == nil)
        #expect(Self.moments([4]).mean == 4)
        #expect(Self.moments([4]).standardDeviation == nil)
    }

    @Test("Huge and tiny values neither overflow nor vanish")
    func extremes() {
        let huge = Self.moments([1e308, -1e308])
        #expect(huge.mean == 0)
        #expect(isClose(huge.standardDeviation, 1e308 * 2.0.squareRoot(), relative: 1e-15))
        #expect(huge.variance == nil)
        let tiny = Self.moments([1e-200, 3e-200])
        #expect(isClose(tiny.mean, 2e-200, relative: 1e-15))
        #expect(isClose(tiny.standardDeviation, 1e-200 * 2.0.squareRoot(), relative: 1e-15))
        let mixed = Self.moments([1e-300, 2e-300, 1e200])
        #expect(isClose(mixed.standardDeviation, 1e200 / 3.0.squareRoot(), relative: 1e-14))
    }

    @Test("Equal values have no variance at all")
    func constant() {
        let moments = Self.moments(Array(repeating: 0.1, count: 1000))
        #expect(moments.mean == 0.1)
        #expect(moments.standardDeviation == 0)
    }

    @Test("Adding values at the mean equals appending them")
    func addingAtMean() throws {
        let start = Self.moments([1, 4, 4.5, 9])
        var appended = start
        let mean = try #require(start.mean)
        for _ in 0..<6 { appended.append(mean) }
        let added = start.adding(valuesAtMean: 6)
        #expect(added.count == 10)
        #expect(isClose(added.mean, mean, relative: 1e-15))
        #expect(isClose(added.variance, try #require(appended.variance), relative: 1e-14))
        #expect(start.adding(valuesAtMean: 0) == start)
        #expect(Moments().adding(valuesAtMean: 3).mean == 0)
    }
}
