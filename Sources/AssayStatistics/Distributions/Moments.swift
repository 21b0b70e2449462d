#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Mean and variance of a stream of numbers, in constant memory and nearly correctly rounded.
///
/// Deviations from the first value and their squares are summed in double-double arithmetic, scaled by a power of two,
/// so that neither cancellation nor overflow nor the order of the values shows in the digits. Values that are not
/// finite are skipped.
public struct Moments: Sendable, Hashable {
    /// How many finite values were appended.
    public internal(set) var count = 0

    /// Half of the first value; halves keep the difference of two large numbers finite.
    var origin = 0.0
    var exponent: Int?
    var deviations = DoubleDouble(0)
    var squares = DoubleDouble(0)

    /// Creates an empty stream.
    public init() {}

    /// Adds a value.
    public mutating func append(_ value: Double) {
        guard value.isFinite else { return }
        if count == 0 { origin = value / 2 }
        count += 1
        let difference = DoubleDouble(sum: value / 2, -origin)
        guard difference.high != 0 else { return }
        rescale(for: difference.high)
        let scaled = difference.scaled(by: Self.power(-(exponent ?? 0)))
        deviations += scaled
        squares += scaled * scaled
    }

    /// The stream after `count` more values equal to its mean (to 0 when it is empty).
    public func adding(valuesAtMean count: Int) -> Moments {
        let added = min(count, Int.max - self.count)
        guard added > 0 else { return self }
        var result = self
        result.count += added
        guard self.count > 0 else { return result }
        let mean = deviations / Double(self.count)
        result.deviations += mean * DoubleDouble(Double(added))
        result.squares += mean * mean * DoubleDouble(Double(added))
        return result
    }

    /// Keeps squares inside the range of a double when a much larger deviation arrives.
    private mutating func rescale(for difference: Double) {
        let wanted = min(max(Int(difference.exponent), -900), 900)
        guard let current = exponent else {
            exponent = wanted
            return
        }
        guard wanted > current + 300 else { return }
        let factor = Self.power(current - wanted)
        deviations = deviations.scaled(by: factor)
        squares = squares.scaled(by: factor).scaled(by: factor)
        exponent = wanted
    }

    static func power(_ exponent: Int) -> Double { scalbn(1, exponent) }
}

extension Moments {
    /// The mean; nil without values.
    ///
    /// Of subnormal values it may be off by the smallest number there is.
    public var mean: Double? { preciseMean.map { 2 * $0.value } }

    /// The variance with n − 1 in the denominator.
    ///
    /// nil below two values, or when it is too large for a double; ``standardDeviation`` may still exist then.
    public var variance: Double? {
        guard let scaled = scaledVariance else { return nil }
        let unit = 2 * Self.power(exponent ?? 0)
        let variance = scaled * unit * unit
        return variance.isFinite ? variance : nil
    }

    /// The square root of the variance; nil below two values.
    public var standardDeviation: Double? {
        guard let scaled = scaledVariance else { return nil }
        let deviation = scaled.squareRoot() * Self.power(exponent ?? 0) * 2
        return deviation.isFinite ? deviation : nil
    }

    /// Half of the mean with twice the digits.
    var preciseMean: DoubleDouble? {
        guard count > 0 else { return nil }
        return DoubleDouble(origin) + (deviations / Double(count)).scaled(by: Self.power(exponent ?? 0))
    }

    private var scaledVariance: Double? {
        guard count >= 2 else { return nil }
        let spread = squares - (deviations * deviations) / Double(count)
        return max(0, (spread / Double(count - 1)).value)
    }
}
