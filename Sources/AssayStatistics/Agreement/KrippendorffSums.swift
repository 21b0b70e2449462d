/// The sums of squared distances over ordered pairs of ratings that alpha is a quotient of.
///
/// This is the plain version in closed forms; the kernels compute the same sums several units at a time.
struct KrippendorffSums {
    /// Σᵤ Σᵢ≠ⱼ δ²/(mᵤ − 1), in squared units of ``scale``.
    var observed = 0.0
    /// Σᵢ≠ⱼ δ² over all pairable ratings, in squared units of ``scale``.
    var expected = 0.0
    /// The power of two the values were divided by so that no square overflows or vanishes.
    var scale = 1.0
    var units = 0
    var ratings = 0
    var undefined: KrippendorffAlpha.Undefined?

    init(units: [[Double]], level: KrippendorffAlpha.Level) {
        let pairable = units.map { $0.filter { !$0.isNaN } }.filter { $0.count >= 2 }
        self.units = pairable.count
        ratings = pairable.reduce(0) { $0 + $1.count }
        guard ratings > 0 else {
            undefined = .noPairs
            return
        }
        let finite = level == .nominal || level == .ordinal || pairable.allSatisfy { $0.allSatisfy(\.isFinite) }
        guard finite else {
            undefined = .notFinite
            return
        }
        switch level {
        case .nominal: sumNominal(pairable)
        case .ordinal: sumInterval(Self.midRanks(pairable))
        case .interval: sumInterval(scaled(pairable))
        case .ratio: sumRatio(Self.addable(pairable))
        }
        if expected <= 0 { undefined = .noVariation }
    }

    private mutating func sumNominal(_ units: [[Double]]) {
        var totals: [Double: Double] = [:]
        for unit in units {
            let counts = Self.tally(unit)
            let size = Double(unit.count)
            observed += (size * size - Agreement.sumOfSquares(counts.values)) / (size - 1)
            totals.merge(counts, uniquingKeysWith: +)
        }
        let count = Double(ratings)
        expected = count * count - Agreement.sumOfSquares(totals.values)
    }

    /// Uses Σᵢ≠ⱼ (xᵢ − xⱼ)² = 2·m·Σ (x − mean)², so that no pair is visited.
    private mutating func sumInterval(_ units: [[Double]]) {
        let pivot = units[0][0]
        var parts: [Moments] = []
        parts.reserveCapacity(units.count)
        var total = 0.0
        for unit in units {
            let part = Moments(unit, pivot)
            observed += 2 * part.count * part.squares / (part.count - 1)
            total += part.count * part.mean
            parts.append(part)
        }
        let count = Double(ratings)
        let mean = total / count
        let squares = parts.reduce(0) { sum, part in
            sum + part.squares + part.count * (part.mean - mean) * (part.mean - mean)
        }
        expected = 2 * count * squares
    }

    private mutating func sumRatio(_ units: [[Double]]) {
        var totals: [Double: Double] = [:]
        for unit in units {
            let counts = Self.tally(unit)
            observed += RatioPairs.sum(counts) / (Double(unit.count) - 1)
            totals.merge(counts, uniquingKeysWith: +)
        }
        expected = RatioPairs.sum(totals)
    }

    private static func tally(_ unit: [Double]) -> [Double: Double] {
        unit.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}

extension KrippendorffSums {
    /// Count, mean from a pivot and sum of squared deviations of the ratings of a unit.
    private struct Moments {
        let count: Double
        let mean: Double
        let squares: Double

        init(_ unit: [Double], _ pivot: Double) {
            let count = Double(unit.count)
            let mean = unit.reduce(0) { $0 + ($1 - pivot) } / count
            self.count = count
            self.mean = mean
            squares = unit.reduce(0) { sum, value in
                let deviation = (value - pivot) - mean
                return sum + deviation * deviation
            }
        }
    }

    /// Half the number of ratings below a value plus half the number up to it, for every rating.
    ///
    /// The ordinal distance of two values is the squared difference of these mid-ranks, which turns it into the interval
    /// form. Halves are exact.
    private static func midRanks(_ units: [[Double]]) -> [[Double]] {
        let counts = tally(units.flatMap { $0 }).sorted { $0.key < $1.key }
        var ranks: [Double: Double] = [:]
        var below = 0.0
        for (value, count) in counts {
            ranks[value] = below + count / 2
            below += count
        }
        return units.map { $0.map { ranks[$0] ?? 0 } }
    }

    /// The values over a power of two when their squares could overflow or vanish.
    private mutating func scaled(_ units: [[Double]]) -> [[Double]] {
        scale = Self.safeScale(largest: units.reduce(0) { $1.reduce($0) { max($0, abs($1)) } })
        return scale == 1 ? units : units.map { $0.map { $0 / scale } }
    }

    /// The values over 4 when two of them may not have a sum; their quotients stay the same.
    private static func addable(_ units: [[Double]]) -> [[Double]] {
        let isSafe = units.allSatisfy { $0.allSatisfy { abs($0) < 0x1p1022 } }
        return isSafe ? units : units.map { $0.map { $0 / 4 } }
    }

    /// 1, or the power of two that brings the largest magnitude next to 1.
    static func safeScale(largest: Double) -> Double {
        guard largest > 0, !(0x1p-300...0x1p300).contains(largest) else { return 1 }
        return Double(sign: .plus, exponent: max(-1022, min(1022, largest.exponent)), significand: 1)
    }
}
