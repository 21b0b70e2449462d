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
        self.init(exact: column.values.map { $0.map { Self.comparable($0, isOrdered: column.rule.isOrdered) } })
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

    private static func comparable(_ value: Value, isOrdered: Bool) -> Value {
        guard !isOrdered, case .array(let elements) = value else { return value }
        let texts = elements.map(\.canonicalJSON)
        return .array(elements.indices.sorted { (texts[$0], $0) < (texts[$1], $1) }.map { elements[$0] })
    }

    /// Shows the first value as it was given, not as it was sorted for comparison.
    private mutating func restoreOrder(_ values: [Value?]) {
        for (label, value) in zip(labels, values).reversed() {
            if let label, let value { representatives[label] = value }
        }
    }

    private mutating func mergeTexts(_ column: FieldColumn) {
        let threshold: Double =
            switch column.rule.tolerance {
            case .relative(let value), .absolute(let value): value
            case nil: FieldColumn.textThreshold
            }
        let comparison = FieldComparison(of: column)
        guard representatives.count <= FieldComparison.affordable(cost: comparison.cost) else { return }
        let distances = DistanceMatrix(count: representatives.count) {
            comparison.distance(representatives[$0], representatives[$1])
        }
        merge(distances.components(threshold: threshold))
    }

    /// Numbers are one class while each lies within tolerance of its neighbour in size.
    private mutating func mergeNumbers(_ column: FieldColumn) {
        let numbers = representatives.map { $0.double }
        let order = numbers.indices.filter { numbers[$0] != nil }.sorted { numbers[$0] ?? 0 < numbers[$1] ?? 0 }
        var group = Array(numbers.indices)
        for (left, right) in zip(order, order.dropFirst()) {
            guard let low = numbers[left], let high = numbers[right] else { continue }
            let allowed =
                switch column.tolerance {
                case .relative(let share): share * max(abs(low), abs(high))
                case .absolute(let amount): amount
                }
            if high - low <= allowed { group[right] = group[left] }
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
