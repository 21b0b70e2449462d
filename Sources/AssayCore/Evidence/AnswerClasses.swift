/// Answers that are equal in every field with weight.
struct AnswerClasses: Sendable {
    /// The first answer of each class.
    private(set) var firsts: [Int] = []
    private(set) var sizes: [Int] = []
    /// Whether there are more classes than were wanted; those beyond are not looked at.
    private(set) var isCutShort = false
    private var members: [(index: Int, label: Int)] = []

    init(_ columns: [FieldColumn], _ indices: [Int], atMost limit: Int) {
        var known: [[Value?]: Int] = [:]
        for index in indices {
            let key = columns.map { $0.values[index] }
            let label = known[key] ?? firsts.count
            if label == firsts.count {
                isCutShort = label == limit
                if isCutShort { return }
                known[key] = label
                firsts.append(index)
                sizes.append(0)
            }
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
