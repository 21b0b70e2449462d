/// The distances between all pairs of replicates, stored once per pair of different values.
///
/// Symmetric with a zero diagonal. A pair may be undefined, for instance two records without a common field; undefined
/// pairs are skipped by every summary. With m different values memory is m·(m−1)/2 numbers, of 8 bytes up to 1,000
/// values and of 4 bytes above, where a distance has about 7 digits.
public struct DistanceMatrix: Sendable {
    /// The number of replicates.
    public let count: Int

    /// The class of each replicate, numbered in the order first seen; nil when each is its own.
    let members: [Int32]?

    /// The number of classes that distances are stored for.
    let classCount: Int

    let entries: CondensedDistances

    /// Computes the distance of each pair i < j once; nil or not a number means undefined.
    public init(count: Int, distance: (Int, Int) -> Double?) {
        let size = max(0, count)
        self.init(
            count: size,
            members: nil,
            entries: CondensedDistances(count: size) { distance($0, $1) ?? .nan }
        )
    }

    /// Computes the distance of each pair of classes once and uses it for all their replicates.
    ///
    /// `classes` gives the class of each replicate, such as the index of its distinct output, and `distance` is called
    /// with two different classes. Replicates of one class are at 0. With m classes that is m·(m−1)/2 calls.
    public init(classes: [Int], distance: (Int, Int) -> Double?) {
        var positions: [Int: Int32] = [:]
        var distinct: [Int] = []
        let members = classes.map { label in
            if let known = positions[label] { return known }
            let position = Int32(distinct.count)
            positions[label] = position
            distinct.append(label)
            return position
        }
        let entries = CondensedDistances(count: distinct.count) { distance(distinct[$0], distinct[$1]) ?? .nan }
        self.init(count: classes.count, members: members, entries: entries)
    }

    /// Takes distances between classes, which must be numbered in the order first seen.
    init(count: Int, members: [Int32]?, entries: CondensedDistances) {
        self.count = count
        self.members = members
        classCount = members.map { Int($0.max() ?? -1) + 1 } ?? count
        self.entries = entries
    }

    /// The distance of two replicates, or nil where it is undefined.
    ///
    /// - Precondition: both indices are below ``count``.
    public subscript(i: Int, j: Int) -> Double? {
        precondition(i >= 0 && j >= 0 && i < count && j < count, "replicate index out of range")
        if i == j { return 0 }
        let value = classDistance(member(i), member(j))
        return value.isNaN ? nil : value
    }

    /// The full square of distances.
    public var rows: [[Double?]] {
        (0..<count).map { i in (0..<count).map { self[i, $0] } }
    }

    /// The upper triangle row by row: the distances of the pairs i < j; nil where undefined.
    public var condensed: [Double?] {
        (0..<count).flatMap { i in ((i + 1)..<max(count, i + 1)).map { self[i, $0] } }
    }

    func member(_ replicate: Int) -> Int { members.map { Int($0[replicate]) } ?? replicate }

    /// The distance of two classes; not a number where undefined.
    func classDistance(_ i: Int, _ j: Int) -> Double {
        if i == j { return 0 }
        let (low, high) = (min(i, j), max(i, j))
        return entries[low * (2 * classCount - low - 1) / 2 + high - low - 1]
    }
}

extension DistanceMatrix: Hashable {
    /// Whether all pairs have the same distances, however they are stored.
    public static func == (left: DistanceMatrix, right: DistanceMatrix) -> Bool {
        guard left.count == right.count else { return false }
        if left.members == right.members { return left.entries == right.entries }
        return (0..<left.count).allSatisfy { i in (0..<i).allSatisfy { left[i, $0] == right[i, $0] } }
    }

    /// Hashes the size and the first distance, which equal matrices share.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        if count > 1 { hasher.combine(self[0, 1]) }
    }
}
