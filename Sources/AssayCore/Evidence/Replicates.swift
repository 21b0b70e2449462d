/// The replicates of a run, in seed order.
///
/// A collection like an array. Answers that came as columns of numbers are kept as columns, so that a million of them take
/// some 20 MB; a replicate is made from its row when it is looked at.
public struct Replicates: RandomAccessCollection, Sendable {
    private enum Storage {
        case list([Replicate])
        case table(ReplicateTable)
    }

    private var storage: Storage

    /// Takes replicates in seed order.
    public init(_ replicates: some Sequence<Replicate>) {
        if let known = replicates as? Replicates { self = known } else { storage = .list(Array(replicates)) }
    }

    /// No replicates.
    public init() { storage = .list([]) }

    package init(_ table: ReplicateTable) { storage = .table(table) }

    /// The first place, 0.
    public var startIndex: Int { 0 }

    /// How many there are.
    public var endIndex: Int {
        switch storage {
        case .list(let list): list.count
        case .table(let table): table.count
        }
    }

    /// The replicate at a place.
    public subscript(place: Int) -> Replicate {
        switch storage {
        case .list(let list): list[place]
        case .table(let table): table[place]
        }
    }

    /// The replicate at a place; of a table, without its answer, for those who want to know only how it ended.
    package func ending(at place: Int) -> Replicate {
        switch storage {
        case .list(let list): list[place]
        case .table(let table): table.withoutAnswer(at: place)
        }
    }

    /// The rows of numbers, where that is what all answers are.
    var table: ReplicateTable? { if case .table(let table) = storage { table } else { nil } }

    /// Adds the replicates that follow.
    package mutating func append(_ others: Replicates) {
        if isEmpty {
            storage = others.storage
            return
        }
        if case .table(var table) = storage, let more = others.table {
            // Taken out, so that it is changed in place.
            storage = .list([])
            if table.append(more) {
                storage = .table(table)
                return
            }
            storage = .table(table)
        }
        var list = takeList()
        list.append(contentsOf: others)
        storage = .list(list)
    }

    private mutating func takeList() -> [Replicate] {
        defer { storage = .list([]) }
        if case .list(let list) = storage { return list }
        return Array(self)
    }

    /// The first replicates.
    package func first(_ count: Int) -> Replicates {
        guard count < self.count else { return self }
        switch storage {
        case .list(let list): return Replicates(list.prefix(count))
        case .table(let table): return Replicates(table.first(count))
        }
    }

    /// The replicates that may have more to tell than an answer, without making those of a table, which have not.
    package var eventful: [Replicate] {
        switch storage {
        case .list(let list): list
        case .table: []
        }
    }

    /// How long all of them took, one after the other.
    package var elapsed: Duration {
        switch storage {
        case .list(let list): list.reduce(.zero) { $0 + $1.elapsed }
        case .table(let table): table.elapsed
        }
    }
}

extension Replicates {
    /// What the replicates answered.
    var answers: Answers {
        switch storage {
        case .list(let list): Answers(list.map(\.validData))
        case .table(let table): Answers(table.columns)
        }
    }

    /// The seeds the answers were drawn under.
    var seeds: [UInt64] { table?.seeds ?? map(\.seed) }

    /// How many have a valid answer.
    package var validCount: Int { count - eventful.count { $0.failure != nil } }
}

extension Replicates: Hashable {
    /// Whether both hold equal replicates, however they are kept.
    public static func == (left: Replicates, right: Replicates) -> Bool {
        if let first = left.table, let second = right.table, first == second { return true }
        return left.count == right.count && left.elementsEqual(right)
    }

    /// Hashes the replicates, however they are kept.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for replicate in self { hasher.combine(replicate) }
    }
}

extension Replicates: ExpressibleByArrayLiteral {
    /// Takes replicates in seed order.
    public init(arrayLiteral elements: Replicate...) { storage = .list(elements) }
}
