internal import AssayStatistics

extension FieldComparison {
    /// The distances of all pairs of values, several at a time where the measure allows; bit by bit those of single pairs.
    func matrix(_ values: [Value]) -> DistanceMatrix { distances(between: values).matrix }

    /// The values of a field in the form that records are compared from.
    func distances(of values: FieldValues) -> FieldDistances {
        if measure != .exact, let numbers = values.numbers ?? Self.numbers(values) {
            return measure == .range ? .gower(numbers, range: range) : .relative(numbers)
        }
        let (labels, distinct) = Self.classes(values)
        return areAllOrNothing(distinct) ? .nominal(labels) : .labels(labels, distances(between: distinct))
    }

    private func distances(between values: [Value]) -> LabelDistances {
        let texts = values.compactMap(\.string)
        guard texts.count == values.count else { return pairs(values) }
        switch measure {
        case .levenshtein: return .source(DistanceSource(texts: texts))
        case .jaccard:
            let table = WordTable(texts)
            return .pairs(count: texts.count) { table.jaccard($0, $1) }
        case .cosine:
            let table = WordTable(texts)
            return .pairs(count: texts.count) { table.cosine($0, $1) }
        case .exact, .relative, .range: return pairs(values)
        }
    }

    private func pairs(_ values: [Value]) -> LabelDistances {
        .pairs(count: values.count) { distance(values[$0], values[$1]) }
    }

    /// Whether two of the values are at 1 unless they are equal.
    private func areAllOrNothing(_ values: [Value]) -> Bool {
        switch measure {
        case .exact: true
        case .relative, .range:
            values.allSatisfy { value in
                switch value {
                case .null, .bool, .string: true
                default: false
                }
            }
        case .levenshtein, .jaccard, .cosine: false
        }
    }

    /// The values as numbers, not a number where missing; `nil` when one is something else.
    private static func numbers(_ values: FieldValues) -> [Double]? {
        var numbers: [Double] = []
        numbers.reserveCapacity(values.count)
        for value in values {
            guard let value else {
                numbers.append(.nan)
                continue
            }
            guard let number = value.double else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    /// The class of each value, −1 where missing, and the first value of each.
    private static func classes(_ values: FieldValues) -> (labels: [Int32], distinct: [Value]) {
        var known: [Value: Int32] = [:]
        var distinct: [Value] = []
        let labels = values.map { value -> Int32 in
            guard let value else { return -1 }
            if let label = known[value] { return label }
            let label = Int32(distinct.count)
            known[value] = label
            distinct.append(value)
            return label
        }
        return (labels, distinct)
    }
}
