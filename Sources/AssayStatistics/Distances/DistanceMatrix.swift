/// The distances between all pairs of replicates, stored once per pair.
///
/// Symmetric with a zero diagonal. A pair may be undefined, for instance two records without a common field; undefined pairs
/// are skipped by every summary. Memory is n·(n−1)/2 numbers.
public struct DistanceMatrix: Sendable, Hashable {
    /// The number of replicates.
    public let count: Int

    /// The upper triangle row by row; not a number where undefined.
    private let entries: [Double]

    /// Computes the distance of each pair i < j once; nil or not a number means undefined.
    public init(count: Int, distance: (Int, Int) -> Double?) {
        let size = max(0, count)
        var entries: [Double] = []
        entries.reserveCapacity(Self.pairs(size))
        for i in 0..<size {
            for j in (i + 1)..<max(size, i + 1) { entries.append(distance(i, j) ?? .nan) }
        }
        self.count = size
        self.entries = entries
    }

    /// Computes the distance of each pair of classes once and spreads it over the replicates.
    ///
    /// `classes` gives the class of each replicate, such as the index of its distinct output, and `distance` is called with
    /// two different classes. Replicates of one class are at 0. With m classes that is m·(m−1)/2 calls.
    public init(classes: [Int], distance: (Int, Int) -> Double?) {
        var positions: [Int: Int] = [:]
        var distinct: [Int] = []
        let members = classes.map { label in
            if let known = positions[label] { return known }
            positions[label] = distinct.count
            distinct.append(label)
            return distinct.count - 1
        }
        let small = DistanceMatrix(count: distinct.count) { distance(distinct[$0], distinct[$1]) }
        self.init(count: classes.count) { small[members[$0], members[$1]] }
    }

    /// The distance of two replicates, or nil where it is undefined.
    ///
    /// - Precondition: both indices are below ``count``.
    public subscript(i: Int, j: Int) -> Double? {
        precondition(i >= 0 && j >= 0 && i < count && j < count, "replicate index out of range")
        if i == j { return 0 }
        let value = entries[offset(min(i, j), max(i, j))]
        return value.isNaN ? nil : value
    }

    /// The full square of distances.
    public var rows: [[Double?]] {
        (0..<count).map { i in (0..<count).map { self[i, $0] } }
    }

    private func offset(_ i: Int, _ j: Int) -> Int { i * (2 * count - i - 1) / 2 + j - i - 1 }

    private static func pairs(_ count: Int) -> Int { count * (count - 1) / 2 }
}

extension DistanceMatrix {
    /// The mean over the pairs that are defined; nil when there is none.
    public var mean: Double? {
        var total = 0.0
        var defined = 0
        for entry in entries where !entry.isNaN {
            total += entry
            defined += 1
        }
        return defined == 0 ? nil : total / Double(defined)
    }
}
