/// Answers that are equal in every field with weight.
struct AnswerClasses: Sendable {
    /// The first answer of each class.
    private(set) var firsts: [Int] = []
    private(set) var sizes: [Int] = []
    /// Whether there are more classes than were wanted; those beyond are not looked at.
    private(set) var isCutShort = false
    private var members: [(index: Int, label: Int)] = []

    init(_ columns: [FieldColumn], _ indices: [Int], atMost limit: Int) {
        let numbers = columns.compactMap(\.values.numbers)
        if numbers.count == 1 && columns.count == 1 {
            classify(indices, atMost: limit) { numbers[0][$0] }
        } else if numbers.count == columns.count {
            classify(indices, atMost: limit) { index in numbers.map { $0[index] } }
        } else {
            classify(indices, atMost: limit) { index in columns.map { $0.values[index] } }
        }
    }

    private mutating func classify<Key: Hashable>(_ indices: [Int], atMost limit: Int, _ key: (Int) -> Key) {
        var known: [Key: Int] = [:]
        var last: (key: Key, label: Int)?
        members.reserveCapacity(indices.count)
        for index in indices {
            let key = key(index)
            // Most answers are those of their neighbours, and comparing is cheaper than hashing.
            let label = if let last, last.key == key { last.label } else { known[key] ?? firsts.count }
            if label == firsts.count {
                isCutShort = label == limit
                if isCutShort { return }
                known[key] = label
                firsts.append(index)
                sizes.append(0)
            }
            last = (key, label)
            sizes[label] += 1
            members.append((index, label))
        }
    }

    /// The class of each of `count` answers; `nil` for those that were not among the indices.
    func labels(count: Int) -> [Int?] {
        var labels = [Int?](repeating: nil, count: count)
        for (index, label) in members { labels[index] = label }
        return labels
    }
}
