/// Random numbers that depend on the seed only, on every machine and in every release.
///
/// SplitMix64: the state moves by the odd constant `0x9E3779B97F4A7C15` and each state is mixed into a number, so every
/// one of the 2⁶⁴ numbers appears once per period. Neighbouring seeds give unrelated numbers. Not for secrets.
///
/// Source: G. Steele, D. Lea, C. Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts the sequence of a seed.
    public init(seed: UInt64) { state = seed }

    /// The next number of the sequence, uniform over all 64-bit numbers.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 up to but not including `bound`, each equally likely; 0 for a bound below 1.
    ///
    /// The high half of a 128-bit product, drawn again where the low half falls into the uneven rest.
    ///
    /// Source: D. Lemire, *Fast random integer generation in an interval*, ACM TOMACS 29 (2019).
    public mutating func index(below bound: Int) -> Int {
        guard bound > 0 else { return 0 }
        let bound = UInt64(bound)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let rest = (0 &- bound) % bound
            while product.low < rest { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }

    /// A number from 0 up to but not including 1, a multiple of 2⁻⁵³.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
