/// Valid replicates whose answers are rows of numbers, as columns.
package struct ReplicateTable: Sendable, Hashable {
    /// The place of the first in the bundle.
    let start: Int
    package private(set) var seeds: [UInt64]
    /// At least one; sorted by key, as the members of an object are.
    private(set) var columns: [NumberColumn]
    /// How long the replicates took, with the end of each stretch that took as long.
    private var times: [Time]
    /// A replicate without anything of its own.
    private let blank: Replicate

    private struct Time: Hashable {
        var end: Int
        let elapsed: Duration
    }

    /// Takes the answers of a batch.
    ///
    /// - Parameters:
    ///   - start: The place of the first in the bundle.
    ///   - seeds: One per answer.
    ///   - columns: Finite numbers by key, one per answer; the keys differ, and there is at least one.
    ///   - elapsed: How long each took.
    ///   - blank: What the replicates have in common.
    package init(
        start: Int,
        seeds: [UInt64],
        columns: [(key: String, values: [Double])],
        elapsed: Duration,
        blank: Replicate
    ) {
        self.start = start
        self.seeds = seeds
        self.blank = blank
        let byKey = Dictionary(columns.map { ($0.key, $0.values) }) { _, last in last }
        let keys = columns.reduce(into: Object()) { $0[$1.key] = .null }.keys
        self.columns = keys.map { NumberColumn(key: $0, values: byKey[$0] ?? []) }
        times = [Time(end: seeds.count, elapsed: elapsed)]
    }

    package var count: Int { seeds.count }

    subscript(place: Int) -> Replicate {
        var replicate = withoutAnswer(at: place)
        replicate.data = .object(columns.row(place))
        return replicate
    }

    func withoutAnswer(at place: Int) -> Replicate {
        var replicate = blank.moved(to: start + place, seed: seeds[place])
        replicate.elapsed = elapsed(at: place)
        return replicate
    }

    /// How long all of them took, one after the other.
    var elapsed: Duration {
        var (begin, sum) = (0, Duration.zero)
        for time in times {
            sum += time.elapsed * (time.end - begin)
            begin = time.end
        }
        return sum
    }

    func elapsed(at place: Int) -> Duration { times[times.partitioningIndex { $0.end > place }].elapsed }

    /// Adds what follows.
    ///
    /// - Returns: whether it is of the same kind; if not, nothing was added.
    mutating func append(_ other: ReplicateTable) -> Bool {
        guard other.start == start + count, other.blank == blank, other.columns.count == columns.count,
            zip(columns, other.columns).allSatisfy({ $0.key == $1.key })
        else { return false }
        let count = count
        times += other.times.map { Time(end: $0.end + count, elapsed: $0.elapsed) }
        seeds += other.seeds
        for place in columns.indices { columns[place].values += other.columns[place].values }
        return true
    }

    func first(_ count: Int) -> ReplicateTable {
        var table = self
        table.seeds.removeLast(self.count - count)
        for place in columns.indices { table.columns[place].values.removeLast(self.count - count) }
        let last = times.partitioningIndex { $0.end >= count }
        table.times = Array(times.prefix(last + 1))
        table.times[last].end = count
        return table
    }
}
