/// The seeds of the replicates of a run, in order.
///
/// With a root, seed number i is output number i of `SplitMix64(seed: root)`. Without one, the first ten are the fixed list
/// 11, 23, 47, 59, 71, 83, 97, 113, 127, 139, and seed number i ≥ 10 is output number i − 10 of
/// `SplitMix64(seed: 0x4153534159)`. A longer list therefore always starts with the shorter one.
public struct SeedSequence: Sendable, Hashable {
    /// The seeds of the first ten replicates of a run without a root.
    public static let defaults: [UInt64] = [11, 23, 47, 59, 71, 83, 97, 113, 127, 139]

    /// The root that continues the default list: the letters ASSAY in ASCII.
    public static let defaultRoot: UInt64 = 0x41_5353_4159

    /// The root everything is derived from, or nil for the default list.
    public let root: UInt64?

    /// Creates the sequence of a root, or the default one.
    public init(root: UInt64? = nil) { self.root = root }

    /// The seed of the replicate at an index counted from 0, in constant time.
    ///
    /// - Precondition: `index` is not negative.
    public func seed(at index: Int) -> UInt64 {
        precondition(index >= 0, "a replicate index is not negative")
        if let root { return SplitMix64.output(at: UInt64(index), seed: root) }
        if index < Self.defaults.count { return Self.defaults[index] }
        return SplitMix64.output(at: UInt64(index - Self.defaults.count), seed: Self.defaultRoot)
    }

    /// The seeds of the first k replicates; empty when k is not positive.
    public func seeds(k: Int) -> [UInt64] { (0..<max(0, k)).map(seed(at:)) }
}
