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

    /// Sorts the values of a field, whose numbers need not be put in order of size where that is known.
    init(of column: FieldColumn, sorted numbers: [Double]? = nil) {
        guard column.role != .measurement else {
            self.init(measured: column, sorted: numbers ?? column.numbers.sorted())
            return
        }
        if column.values.numbers != nil {
            self.init(exact: column.values)
        } else {
            self.init(exact: column.values.map { $0.map(column.comparable) })
            if !column.rule.isOrdered { restoreOrder(column.values) }
        }
        if column.role == .text && representatives.count <= Self.maximumTexts { mergeTexts(column) }
    }

    private init(exact values: some Collection<Value?>) {
        self.init()
        labels.reserveCapacity(values.count)
        var known: [Value: Int] = [:]
        var last = 0
        for value in values {
            guard let value else {
                labels.append(nil)
                continue
            }
            // Most answers are those of their neighbours, and comparing is cheaper than hashing.
            if last >= counts.count || representatives[last] != value {
                last = known[value] ?? counts.count
                known[value] = last
            }
            append(value, last)
        }
    }

    /// Numbers are one class while each lies within tolerance of its neighbour in size; all else is exact.
    private init(measured column: FieldColumn, sorted: [Double]) {
        self.init()
        labels.reserveCapacity(column.values.count)
        let starts = Self.starts(of: sorted, in: column)
        if let numbers = column.values.numbers {
            label(numbers, starts)
            return
        }
        var ranges = [Int?](repeating: nil, count: starts.count)
        var known: [Value: Int] = [:]
        for value in column.values {
            guard let value else {
                labels.append(nil)
                continue
            }
            let label: Int
            if let number = value.double, !starts.isEmpty {
                let range = Self.lastPlace(starts, notAbove: number)
                label = ranges[range] ?? counts.count
                ranges[range] = label
            } else {
                let key = column.comparable(value)
                label = known[key] ?? counts.count
                known[key] = label
            }
            append(value, label)
        }
    }

    /// Most numbers are in the range of their neighbour, which is looked at first.
    private mutating func label(_ numbers: [Double], _ starts: [Double]) {
        var ranges = [Int](repeating: -1, count: starts.count)
        var (range, low, high) = (0, Double.infinity, -Double.infinity)
        for number in numbers {
            if !(low <= number && number < high) {
                range = Self.lastPlace(starts, notAbove: number)
                low = starts[range]
                high = range + 1 < starts.count ? starts[range + 1] : .infinity
            }
            if ranges[range] < 0 {
                ranges[range] = counts.count
                representatives.append(.number(number))
                counts.append(0)
            }
            counts[ranges[range]] += 1
            labels.append(ranges[range])
        }
    }

    private init() {
        labels = []
        representatives = []
        counts = []
    }

    /// Adds a value to a known class or to the next new one.
    private mutating func append(_ value: Value, _ label: Int) {
        if label == counts.count {
            representatives.append(value)
            counts.append(0)
        }
        counts[label] += 1
        labels.append(label)
    }

    /// Shows the first value as it was given, not as it was sorted for comparison.
    private mutating func restoreOrder(_ values: FieldValues) {
        for (label, value) in zip(labels, values).reversed() {
            if let label, let value { representatives[label] = value }
        }
    }

    private mutating func mergeTexts(_ column: FieldColumn) {
        let comparison = FieldComparison(of: column)
        guard representatives.count <= FieldComparison.affordable(cost: comparison.cost) else { return }
        merge(comparison.matrix(representatives).components(threshold: column.textTolerance))
    }

    /// The smallest number of each class, in order of size.
    private static func starts(of sorted: [Double], in column: FieldColumn) -> [Double] {
        var starts = Array(sorted.prefix(1))
        for (low, high) in zip(sorted, sorted.dropFirst()) where !column.areNear(low, high) { starts.append(high) }
        return starts
    }

    private static func lastPlace(_ starts: [Double], notAbove number: Double) -> Int {
        var (low, high) = (0, starts.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= number { low = middle } else { high = middle - 1 }
        }
        return low
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
