internal import AssayStatistics

/// The distance between two values of a field, in 0 … 1.
struct FieldComparison: Sendable {
    let measure: FieldRule.Measure
    private let isOrdered: Bool
    let range: ClosedRange<Double>
    /// The most steps the comparison of two values of the field can take.
    let cost: Double
    /// Whether values are too large for the measure that was wanted, so that they are the same or not.
    let isTooCostly: Bool

    /// Above this cost, values are the same or not: hostile output must not decide how long the run takes.
    static let maximumCost = 1e8
    /// The steps all comparisons of a summary may take together.
    static let budget = 5e8

    init(of column: FieldColumn) {
        let wanted = column.rule.distance ?? (column.role == .text ? .levenshtein : .relative)
        let wantedCost = Self.cost(of: column.values, wanted)
        isTooCostly = wantedCost > Self.maximumCost
        measure = isTooCostly ? .exact : wanted
        cost = measure == .exact ? 1 : wantedCost
        isOrdered = column.rule.isOrdered
        if measure == .range {
            let numbers = column.numbers
            range = (numbers.min() ?? 0)...(numbers.max() ?? 0)
        } else {
            range = 0...0
        }
    }

    /// How many values can all be compared with each other within the budget, at a cost per pair.
    static func affordable(cost: Double) -> Int { Int(max(2, (2 * budget / max(1, cost)).squareRoot())) }

    private static func cost(of values: FieldValues, _ measure: FieldRule.Measure) -> Double {
        guard measure != .exact, values.numbers == nil else { return 1 }
        var largest = (nodes: 0.0, bytes: 0.0)
        for case let value? in values {
            var size = (nodes: 0.0, bytes: 0.0)
            add(value, to: &size)
            largest = (max(largest.nodes, size.nodes), max(largest.bytes, size.bytes))
        }
        let text = measure == .levenshtein ? largest.bytes * (largest.bytes / 64 + 1) : largest.bytes
        return largest.nodes * largest.nodes + text
    }

    private static func add(_ value: Value, to size: inout (nodes: Double, bytes: Double)) {
        size.nodes += 1
        switch value {
        case .string(let text): size.bytes += Double(text.utf8.count)
        case .array(let elements): for element in elements { add(element, to: &size) }
        case .object(let object): for element in object.values { add(element, to: &size) }
        default: break
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
