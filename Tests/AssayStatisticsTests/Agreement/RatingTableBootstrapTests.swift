import AssayStatistics
import Testing

struct RatingTableBootstrapTests {
    private static func units() throws -> [[Int]] {
        try LabelledItem.crowd("bluebird").map { $0.labels.compactMap { $0 } }
    }

    @Test("Multiplicities equal repeating the units", arguments: AgreementCoefficient.allCases)
    func multiplicities(coefficient: AgreementCoefficient) {
        var generator = SplitMix64(seed: 8)
        for weights in [AgreementWeights.identity, .quadratic] {
            let units =
                (0..<9).map { _ in (0..<4).map { _ in Int.random(in: 0...3, using: &generator) } } + [[0, 1, 2, 3]]
            let table = RatingTable(units: units, scale: [0, 1, 2, 3], weights: weights)
            let times = units.map { _ in Int.random(in: 0...3, using: &generator) }
            let repeated = zip(units, times).flatMap { Array(repeating: $0, count: $1) }
            let expected = RatingTable(units: repeated, scale: [0, 1, 2, 3], weights: weights).coefficient(coefficient)
            #expect(isClose(table.coefficient(coefficient, multiplicities: times), expected ?? .nan, absolute: 1e-12))
        }
    }

    @Test("An interval holds its estimate and is the same for the same seed", arguments: Bootstrap.Method.allCases)
    func interval(method: Bootstrap.Method) throws {
        let table = RatingTable(units: try Self.units())
        for coefficient in AgreementCoefficient.allCases {
            let bootstrap = Bootstrap(resamples: 400, seed: 9, method: method)
            let interval = try #require(table.interval(coefficient, bootstrap: bootstrap))
            #expect(interval.estimate == table.coefficient(coefficient))
            #expect(interval.low < interval.estimate && interval.estimate < interval.high)
            #expect(interval == table.interval(coefficient, bootstrap: bootstrap))
            #expect(interval.undefined == 0 && interval.resamples == 400)
            let other = table.interval(coefficient, bootstrap: Bootstrap(resamples: 400, seed: 10, method: method))
            #expect(interval != other)
        }
    }

    @Test("Any coefficient can be given as a closure over multiplicities")
    func closure() throws {
        let units = try Self.units()
        let table = RatingTable(units: units)
        let bootstrap = Bootstrap(resamples: 60, seed: 4)
        let direct = bootstrap.interval(units: units.count) { times in
            Agreement.krippendorffAlpha(units: zip(units, times).flatMap { Array(repeating: $0, count: $1) })
        }
        let fast = try #require(table.interval(.krippendorffAlpha, bootstrap: bootstrap))
        #expect(isClose(direct?.low, fast.low, absolute: 1e-12))
        #expect(isClose(direct?.high, fast.high, absolute: 1e-12))
    }

    @Test("Constant ratings have no interval where they have no coefficient")
    func undefined() {
        let table = RatingTable(units: [[1, 1], [1, 1], [1, 1]])
        #expect(table.interval(.krippendorffAlpha, bootstrap: Bootstrap(resamples: 50)) == nil)
        let percent = table.interval(.percentAgreement, bootstrap: Bootstrap(resamples: 50))
        #expect(percent?.low == 1 && percent?.high == 1)
    }
}
