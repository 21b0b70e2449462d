internal import AssayStatistics

/// The values of a field sorted into classes, labelled in order of first appearance.
struct FieldClasses: Sendable {
    /// The class of each replicate's value; `nil` where there is none.
    private(set) var labels: [Int?]
    /// The first value of each class.
    private(set) var representatives: [Value]
    /// The number of values in each class.
    private(set) var counts: [Int]

    /// Above this many distinct texts, texts are the same only when they are equal.
    static let maximumTexts = 2000

    init(of column: FieldColumn) {
        self.init(exact: column.values.map { $0.map(column.comparable) })
        if !column.rule.isOrdered { restoreOrder(column.values) }
        switch column.role {
        case .text where representatives.count <= Self.maximumTexts: mergeTexts(column)
        case .measurement: mergeNumbers(column)
        default: break
        }
    }

    private init(exact values: [Value?]) {
        labels = []
        labels.reserveCapacity(values.count)
        representatives = []
        counts = []
        var known: [Value: Int] = [:]
        for value in values {
            guard let value else {
                labels.append(nil)
                continue
            }
            let label = known[value] ?? representatives.count
            if label == representatives.count {
                known[value] = label
                representatives.append(value)
                counts.append(0)
            }
            counts[label] += 1
            labels.append(label)
        }
    }

    /// Shows the first value as it was given, not as it was sorted for comparison.
    private mutating func restoreOrder(_ values: [Value?]) {
        for (label, value) in zip(labels, values).reversed() {
            if let label, let value { representatives[label] = value }
        }
    }

    private mutating func mergeTexts(_ column: FieldColumn) {
        let comparison = FieldComparison(of: column)
        guard representatives.count <= FieldComparison.affordable(cost: comparison.cost) else { return }
        merge(comparison.matrix(representatives).components(threshold: column.textTolerance))
    }

    /// Numbers are one class while each lies within tolerance of its neighbour in size.
    private mutating func mergeNumbers(_ column: FieldColumn) {
        let numbers = representatives.map { $0.double }
        let order = numbers.indices.filter { numbers[$0] != nil }.sorted { numbers[$0] ?? 0 < numbers[$1] ?? 0 }
        var group = Array(numbers.indices)
        for (left, right) in zip(order, order.dropFirst()) {
            guard let low = numbers[left], let high = numbers[right] else { continue }
            if column.areNear(low, high) { group[right] = group[left] }
        }
        merge(group)
    }

    /// Replaces labels by group numbers, renumbered in order of first appearance.
    private mutating func merge(_ group: [Int]) {
        var renumbered: [Int: Int] = [:]
        var merged: [Value] = []
        var mergedCounts: [Int] = []
        var place: [Int] = []
        for (label, number) in group.enumerated() {
            let target = renumbered[number] ?? merged.count
            if target == merged.count {
                renumbered[number] = target
                merged.append(representatives[label])
                mergedCounts.append(0)
            }
            mergedCounts[target] += counts[label]
            place.append(target)
        }
        labels = labels.map { $0.map { place[$0] } }
        representatives = merged
        counts = mergedCounts
    }

    /// The votes in seed order; a replicate without a value has drawn but not voted.
    func tally(horizon: Int) -> VoteTally {
        var tally = VoteTally(horizon: horizon)
        for label in labels { tally.append(label) }
        return tally
    }
}
