internal import AssayStatistics

/// One field over all replicates.
struct FieldColumn: Sendable {
    let path: FieldPath
    let rule: FieldRule
    let role: FieldRole
    let weight: Double
    /// One value per replicate; `nil` where the answer has none or does not count.
    let values: FieldValues
    let present: Int

    /// The threshold below which texts count as saying the same, and the relative scatter numbers may have.
    static let textThreshold = 0.2
    static let measurementTolerance = 0.05

    init(path: FieldPath, rule: FieldRule, weight: Double, values: FieldValues) {
        self.path = path
        self.rule = rule
        self.values = values
        present = values.numbers?.count ?? values.count { $0 != nil }
        role = rule.role ?? Self.role(of: values)
        self.weight = role == .ignore ? 0 : weight
    }

    var tolerance: MeasurementTally.Tolerance { rule.tolerance ?? .relative(Self.measurementTolerance) }

    /// Whether the field may lower the bundle's confidence: it has weight, and most valid answers have it.
    func counts(among valid: Int) -> Bool { weight > 0 && 2 * present >= valid && present > 0 }

    /// The numbers among the values, in seed order.
    var numbers: [Double] { values.numbers ?? values.compactMap { $0?.double } }

    /// Numbers scatter unless all are whole; long or broken strings are text; all else is exact.
    private static func role(of values: FieldValues) -> FieldRole {
        if let numbers = values.numbers {
            return numbers.contains { $0 != $0.rounded(.towardZero) } ? .measurement : .key
        }
        var (numbers, fractions, strings, present) = (0, 0, 0, 0)
        var anyText = false
        for case let value? in values {
            present += 1
            switch value {
            case .integer, .unsigned: numbers += 1
            case .number(let number):
                numbers += 1
                if number != number.rounded(.towardZero) { fractions += 1 }
            case .string(let text):
                strings += 1
                anyText = anyText || text.unicodeScalars.count > 64 || text.contains(where: \.isNewline)
            default: return .key
            }
        }
        if numbers == present && fractions > 0 { return .measurement }
        return strings == present && anyText ? .text : .key
    }
}
