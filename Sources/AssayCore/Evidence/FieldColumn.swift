internal import AssayStatistics

/// One field over all replicates.
struct FieldColumn: Sendable {
    let path: FieldPath
    let rule: FieldRule
    let role: FieldRole
    let weight: Double
    /// One value per replicate; `nil` where the answer has none or does not count.
    let values: [Value?]
    let present: Int

    /// The threshold below which texts count as saying the same, and the relative scatter numbers may have.
    static let textThreshold = 0.2
    static let measurementTolerance = 0.05

    init(path: FieldPath, rule: FieldRule, weight: Double, values: [Value?]) {
        self.path = path
        self.rule = rule
        self.values = values
        present = values.count { $0 != nil }
        role = rule.role ?? Self.role(of: values)
        self.weight = role == .ignore ? 0 : weight
    }

    var tolerance: MeasurementTally.Tolerance { rule.tolerance ?? .relative(Self.measurementTolerance) }

    /// Whether the field may lower the bundle's confidence: it has weight, and most valid answers have it.
    func counts(among valid: Int) -> Bool { weight > 0 && 2 * present >= valid && present > 0 }

    /// Numbers scatter unless all are whole; long or broken strings are text; all else is exact.
    private static func role(of values: [Value?]) -> FieldRole {
        var allNumbers = true
        var allWhole = true
        var allStrings = true
        var anyText = false
        for case let value? in values {
            let type = value.typeName
            if type != "integer" { allWhole = false }
            if type != "integer" && type != "number" { allNumbers = false }
            guard case .string(let text) = value else {
                allStrings = false
                continue
            }
            anyText = anyText || text.unicodeScalars.count > 64 || text.contains(where: \.isNewline)
        }
        if allNumbers && !allWhole { return .measurement }
        return allStrings && anyText ? .text : .key
    }
}
