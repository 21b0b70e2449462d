internal import AssayStatistics

/// The distance between two values of a field, in 0 … 1.
struct FieldComparison: Sendable {
    private let measure: FieldRule.Measure
    private let isOrdered: Bool
    private let range: ClosedRange<Double>

    init(of column: FieldColumn) {
        measure = column.rule.distance ?? (column.role == .text ? .levenshtein : .relative)
        isOrdered = column.rule.isOrdered
        if measure == .range {
            let numbers = column.values.lazy.compactMap { $0?.double }
            range = (numbers.min() ?? 0)...(numbers.max() ?? 0)
        } else {
            range = 0...0
        }
    }

    func distance(_ left: Value, _ right: Value) -> Double { distance(left, right, depth: 0) }

    private func distance(_ left: Value, _ right: Value, depth: Int) -> Double {
        if left == right { return 0 }
        // An answer this deep is compared as a whole: nesting must not decide how long the run takes.
        guard measure != .exact, depth < 16 else { return 1 }
        switch (left, right) {
        case (.string(let a), .string(let b)): return text(a, b)
        case (.array(let a), .array(let b)): return array(a, b, depth)
        case (.object(let a), .object(let b)): return object(a, b, depth)
        default:
            guard let a = left.double, let b = right.double else { return 1 }
            return measure == .range ? Distance.gower(a, b, range: range) : Distance.relative(a, b)
        }
    }

    private func text(_ left: String, _ right: String) -> Double {
        switch measure {
        case .levenshtein: Distance.normalizedLevenshtein(left, right)
        case .jaccard: Distance.jaccardWords(left, right)
        case .cosine: Distance.cosineWords(left, right)
        case .exact, .relative, .range: 1
        }
    }

    private func array(_ left: [Value], _ right: [Value], _ depth: Int) -> Double {
        isOrdered
            ? Distance.sequence(left, right) { distance($0, $1, depth: depth + 1) }
            : Distance.set(left, right)
    }

    private func object(_ left: Object, _ right: Object, _ depth: Int) -> Double {
        var parts: [(weight: Double, distance: Double?)] = []
        for (key, value) in left { parts.append((1, right[key].map { distance(value, $0, depth: depth + 1) } ?? 1)) }
        for key in right.keys where left[key] == nil { parts.append((1, 1)) }
        return Distance.weightedMean(parts) ?? 0
    }
}
