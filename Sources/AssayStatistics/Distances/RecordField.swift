/// A column of records and how two of its values are compared.
public struct RecordField: Sendable {
    /// Places of numbers in their range from 0 to 1, or numbers of labels; not a number where missing.
    let values: [Double]
    let isNominal: Bool
    let weight: Double

    /// Numbers compared by |x − y| over a range, at most 1, as ``Distance/gower(_:_:range:)``.
    ///
    /// Not a number is missing. Without `range` it is that of the finite values. A range of one point gives 0; an
    /// infinite value is at 0 from an equal one and at 1 from the rest. Places in the range are computed once per value,
    /// so that a distance is within 2⁻⁵² of that of the single pair.
    public static func numeric(
        _ values: [Double],
        weight: Double = 1,
        range: ClosedRange<Double>? = nil
    ) -> RecordField {
        let (low, high) = range.map { ($0.lowerBound, $0.upperBound) } ?? finiteRange(values)
        return RecordField(values: values.map { place($0, low, high) }, isNominal: false, weight: weight)
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
        return RecordField(values: values, isNominal: true, weight: weight)
    }

    /// Labels that have numbers already, compared as ``nominal(_:weight:)``; not a number is missing.
    public static func nominal(codes: [Double], weight: Double = 1) -> RecordField {
        RecordField(values: codes, isNominal: true, weight: weight)
    }

    /// Some of the values, in the order of the indices.
    func selecting(_ items: [Int]) -> RecordField {
        RecordField(values: items.map { values[$0] }, isNominal: isNominal, weight: weight)
    }

    private static func finiteRange(_ values: [Double]) -> (Double, Double) {
        var (low, high) = (Double.infinity, -Double.infinity)
        for value in values where value.isFinite {
            low = min(low, value)
            high = max(high, value)
        }
        return low <= high ? (low, high) : (0, 0)
    }

    /// A value's place in its range from 0 to 1; what is not finite stays what it is.
    private static func place(_ value: Double, _ low: Double, _ high: Double) -> Double {
        guard value.isFinite else { return value }
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
