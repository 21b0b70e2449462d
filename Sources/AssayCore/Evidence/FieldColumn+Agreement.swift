internal import AssayStatistics

extension FieldColumn {
    /// Whether two values of the field say the same, as the role compares them.
    func agree(_ left: Value, _ right: Value) -> Bool {
        switch role {
        case .measurement:
            guard let a = left.double, let b = right.double else { return left == right }
            return areNear(min(a, b), max(a, b))
        case .text: return FieldComparison(of: self).distance(left, right) <= textTolerance
        case .key, .ignore: return comparable(left) == comparable(right)
        }
    }

    /// Whether two numbers, the smaller first, lie within tolerance of each other.
    func areNear(_ low: Double, _ high: Double) -> Bool {
        switch tolerance {
        case .relative(let share): high - low <= share * max(abs(low), abs(high))
        case .absolute(let amount): high - low <= amount
        }
    }

    /// The distance up to which texts count as saying the same.
    var textTolerance: Double {
        switch rule.tolerance {
        case .relative(let value), .absolute(let value): value
        case nil: Self.textThreshold
        }
    }

    /// The value in a form that is equal for values that are the same.
    func comparable(_ value: Value) -> Value {
        guard !rule.isOrdered, case .array(let elements) = value else { return value }
        let texts = elements.map(\.canonicalJSON)
        return .array(elements.indices.sorted { (texts[$0], $0) < (texts[$1], $1) }.map { elements[$0] })
    }
}
