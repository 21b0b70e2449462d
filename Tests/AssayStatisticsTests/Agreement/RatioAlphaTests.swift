import AssayStatistics
import Foundation
import Testing

/// Ratio values too many to pair one by one, against the pairs themselves.
struct RatioAlphaTests {
    /// The definition, pair by pair.
    private static func expected(_ values: [Double]) -> Double {
        var total = 0.0
        for (index, first) in values.enumerated() {
            var row = 0.0
            for second in values[(index + 1)...] {
                let quotient = first + second == 0 ? 0 : (first - second) / (first + second)
                row += quotient * quotient
            }
            total += row
        }
        let count = Double(values.count)
        return 2 * total / (count * (count - 1))
    }

    private static func values(_ count: Int, seed: UInt64, _ form: (Double) -> Double) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in form(Double(generator.next() >> 11) * 0x1p-53) }
    }

    private static let samples: [(name: String, values: [Double])] = [
        ("uniform", values(3000, seed: 1) { $0 + 1e-9 }),
        ("over nine decades", values(3000, seed: 2) { pow(10, 9 * $0 - 4) }),
        ("over all of double", values(3000, seed: 3) { pow(10, 590 * $0 - 295) }),
        ("close together", values(3000, seed: 4) { 5 + 1e-6 * $0 }),
        ("closer still", values(3000, seed: 5) { 1e17 + (1000 * $0).rounded() * 16 }),
        ("two clusters", values(3000, seed: 6) { $0 < 0.5 ? 1 + 1e-3 * $0 : 900 + $0 }),
        ("one far from the rest", values(3000, seed: 7) { 1 + 1e-7 * $0 } + [2.5]),
        ("most are equal", values(1200, seed: 8) { 1 + $0 } + [Double](repeating: 1.25, count: 2000)),
        ("with zeros", values(2000, seed: 9) { 3 * $0 + 0.1 } + [Double](repeating: 0, count: 500)),
        ("negative", values(2000, seed: 10) { -exp(3 * $0) }),
        ("of both signs", values(2000, seed: 11) { 4 * $0 - 1 }),
        ("opposites", (1...700).flatMap { [Double($0), -Double($0)] }),
        ("at the edge of the short form", values(501, seed: 12) { exp($0) }),
    ]

    @Test("The expected disagreement is that of all pairs", arguments: samples)
    func oracle(name: String, values: [Double]) throws {
        // Two units: what is within them is in the pairs as well, and each has thousands of values.
        let half = values.count / 2
        let units = [Array(values[..<half]), Array(values[half...])]
        let alpha = KrippendorffAlpha(units: units, level: .ratio)
        let expected = Self.expected(values)
        #expect(isClose(alpha.expectedDisagreement, expected, relative: 1e-10), "\(name)")
        let observed =
            units.reduce(0) { $0 + Double($1.count) * Self.expected($1) } / Double(values.count)
        #expect(isClose(alpha.observedDisagreement, observed, relative: 1e-10), "\(name)")
    }

    @Test("The largest numbers have proportions too")
    func huge() {
        let largest = 0x1p1023
        let alpha = KrippendorffAlpha(units: [[largest, largest / 2], [largest / 2, largest / 2]], level: .ratio)
        let expected = KrippendorffAlpha(units: [[2, 1], [1, 1]], level: .ratio)
        #expect(alpha.value == expected.value)
        #expect(alpha.expectedDisagreement == expected.expectedDisagreement)
    }

    @Test("A factor changes nothing beyond rounding, nor does the order")
    func invariance() throws {
        let values = Self.samples[1].values
        let alpha = try #require(
            Agreement.krippendorffAlpha(units: [Array(values[..<900]), Array(values[900...])], level: .ratio)
        )
        for factor in [3.7, 1e-12, -2] {
            let moved = values.map { factor * $0 }
            let units = [Array(moved[900...].reversed()), Array(moved[..<900])]
            #expect(isClose(Agreement.krippendorffAlpha(units: units, level: .ratio), alpha, relative: 1e-9))
        }
    }
}
