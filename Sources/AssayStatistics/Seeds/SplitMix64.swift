/// A small, fast random generator whose n-th output can be computed directly.
///
/// The state is a counter that grows by 0x9E3779B97F4A7C15; the output is a bijective mix of it, so a period holds every
/// 64-bit number exactly once. Good for seeds and simulations, not for secrets. Source: Steele, Lea and Flood, OOPSLA 2014.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts the sequence that belongs to a seed.
    public init(seed: UInt64) { state = seed }

    /// Returns the next number and advances.
    public mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mix(state)
    }

    /// The output number `index` (counted from 0) of the sequence that belongs to a seed, in constant time.
    public static func output(at index: UInt64, seed: UInt64) -> UInt64 {
        mix(seed &+ (index &+ 1) &* increment)
    }

    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    private static func mix(_ state: UInt64) -> UInt64 {
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
