internal import AssayStatistics

extension FieldComparison {
    /// The distances of all pairs of values, several at a time where the measure allows; bit by bit those of single pairs.
    func matrix(_ values: [Value]) -> DistanceMatrix {
        let texts = values.compactMap(\.string)
        guard texts.count == values.count else { return pairs(values) }
        switch measure {
        case .levenshtein: return DistanceSource(texts: texts).matrix()
        case .jaccard:
            let table = WordTable(texts)
            return DistanceMatrix(count: texts.count) { table.jaccard($0, $1) }
        case .cosine:
            let table = WordTable(texts)
            return DistanceMatrix(count: texts.count) { table.cosine($0, $1) }
        case .exact, .relative, .range: return pairs(values)
        }
    }

    private func pairs(_ values: [Value]) -> DistanceMatrix {
        DistanceMatrix(count: values.count) { distance(values[$0], values[$1]) }
    }

    /// The values of a field in the form that records are compared from.
    ///
    /// `memory` says how many distances of classes may still be kept; the field takes its share.
    func distances(of values: [Value?], memory: inout Int) -> FieldDistances {
        if measure != .exact, let numbers = Self.numbers(values) {
            return measure == .range ? .gower(numbers, range: range) : .relative(numbers)
        }
        let (labels, distinct) = Self.classes(values)
        if areAllOrNothing(distinct) { return .nominal(labels) }
        let size = distinct.count * distinct.count / 2
        guard size <= memory else {
            return .pairs { first, second in
                guard let left = values[first], let right = values[second] else { return nil }
                return distance(left, right)
            }
        }
        memory -= size
        return .classes(labels, matrix(distinct))
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
    private static func numbers(_ values: [Value?]) -> [Double]? {
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
    private static func classes(_ values: [Value?]) -> (labels: [Int32], distinct: [Value]) {
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
