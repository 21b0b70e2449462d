/// A column of records and how two of its values are compared.
public struct RecordField: Sendable {
    /// Values as numbers, or numbers of labels; not a number where missing.
    let values: [Double]
    /// The range numbers are compared over; 0 for labels.
    let width: Double
    let weight: Double

    /// Numbers compared by |x − y| over a range, at most 1, as ``Distance/gower(_:_:range:)``.
    ///
    /// Not a number is missing. Without `range` it is that of the finite values. A range of one point gives 0; an
    /// infinite value is at 0 from an equal one and at 1 from the rest.
    public static func numeric(
        _ values: [Double],
        weight: Double = 1,
        range: ClosedRange<Double>? = nil
    ) -> RecordField {
        let (low, high) = range.map { ($0.lowerBound, $0.upperBound) } ?? finiteRange(values)
        let width = high - low
        let hostile = !width.isFinite || width < .leastNormalMagnitude || values.contains { $0.isInfinite }
        guard hostile else { return RecordField(values: values, width: width, weight: weight) }
        let unit = values.map { place($0, low, high) }
        return RecordField(values: unit, width: 1, weight: weight)
    }

    /// Ranks compared by their difference over the range of ranks, as ``Distance/ordinal(_:_:range:)``; nil is missing.
    public static func ordinal(_ ranks: [Int?], weight: Double = 1) -> RecordField {
        numeric(ranks.map { $0.map(Double.init) ?? .nan }, weight: weight)
    }

    /// Labels that are equal or not; nil is missing.
    public static func nominal<Label: Hashable>(_ labels: [Label?], weight: Double = 1) -> RecordField {
        var numbers: [Label: Double] = [:]
        let values = labels.map { label in
            guard let label else { return Double.nan }
            if let known = numbers[label] { return known }
            let number = Double(numbers.count)
            numbers[label] = number
            return number
        }
        return RecordField(values: values, width: 0, weight: weight)
    }

    /// Some of the values, in the order of the indices.
    func selecting(_ items: [Int]) -> RecordField {
        RecordField(values: items.map { values[$0] }, width: width, weight: weight)
    }

    private static func finiteRange(_ values: [Double]) -> (Double, Double) {
        var (low, high) = (Double.infinity, -Double.infinity)
        for value in values where value.isFinite {
            low = min(low, value)
            high = max(high, value)
        }
        return low <= high ? (low, high) : (0, 0)
    }

    /// A value's place in its range from 0 to 1, with infinities more than 1 away from everything else.
    private static func place(_ value: Double, _ low: Double, _ high: Double) -> Double {
        if value.isNaN { return value }
        if value.isInfinite { return value > 0 ? 3 : -2 }
        if high - low < .infinity { return high > low ? (value - low) / (high - low) : 0 }
        return (value / 2 - low / 2) / (high / 2 - low / 2)
    }
}

/// What a missing value of a record means.
public enum MissingPolicy: String, Sendable, Hashable, CaseIterable {
    /// A field is left out where either record has no value, as Gower does; two records without a common field have no
    /// distance.
    case skip
    /// Missing is a value of its own: at 0 from missing and at 1 from everything else.
    case value
}
