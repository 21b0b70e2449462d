/// An unevaluated sum of two doubles, which carries about 106 significant bits.
///
/// Sums and products are the error-free transformations of Knuth and Dekker, renormalised after each step. The relative
/// error of one operation is below 2⁻¹⁰⁰, so a sum of a million terms still rounds to the nearest double.
struct DoubleDouble: Sendable, Hashable {
    var high: Double
    var low: Double

    init(_ value: Double) {
        high = value
        low = 0
    }

    /// Two numbers of any size, renormalised exactly.
    init(sum a: Double, _ b: Double) {
        high = a + b
        let shadow = high - a
        low = (a - (high - shadow)) + (b - shadow)
    }

    /// The exact product, as long as it neither overflows nor underflows.
    init(product a: Double, _ b: Double) {
        high = a * b
        low = (-high).addingProduct(a, b)
    }

    /// The nearest double.
    var value: Double { high + low }
}

extension DoubleDouble {
    static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let main = DoubleDouble(sum: a.high, b.high)
        let rest = DoubleDouble(sum: a.low, b.low)
        let carried = DoubleDouble(sum: main.high, main.low + rest.high)
        return DoubleDouble(sum: carried.high, carried.low + rest.low)
    }

    static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + DoubleDouble(negating: b) }

    static func += (a: inout DoubleDouble, b: DoubleDouble) { a = a + b }

    static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let main = DoubleDouble(product: a.high, b.high)
        return DoubleDouble(sum: main.high, main.low + (a.high * b.low + a.low * b.high))
    }

    static func / (a: DoubleDouble, b: Double) -> DoubleDouble {
        let first = a.high / b
        let remainder = a - DoubleDouble(product: first, b)
        let second = remainder.high / b
        let rest = remainder - DoubleDouble(product: second, b)
        return DoubleDouble(sum: first, second) + DoubleDouble(rest.high / b)
    }

    /// Multiplied by a power of two, which is exact.
    func scaled(by power: Double) -> DoubleDouble {
        var result = self
        result.high *= power
        result.low *= power
        return result
    }

    private init(negating other: DoubleDouble) {
        high = -other.high
        low = -other.low
    }
}
