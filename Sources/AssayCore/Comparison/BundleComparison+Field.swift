public import AssayStatistics

extension BundleComparison {
    /// A field of two bundles.
    public struct Field: Sendable {
        /// The path, as in a bundle.
        public let path: String

        /// How its values are compared.
        public let role: FieldRole

        /// The test, its p-value adjusted for all fields, and how large the difference is.
        public private(set) var comparison: SampleComparison

        /// The classes of values with their counts in each bundle, largest first; empty for measurements both have.
        public let classes: [ValueCounts]

        /// The means in each bundle, for a measurement.
        public let means: (first: Double?, second: Double?)

        init(_ column: FieldColumn, split: Int, _ tester: inout Tester) {
            path = column.path.description
            role = column.role
            let numbers = column.values.map { $0?.double ?? .nan }
            let (a, b) = (Array(numbers[..<split]), Array(numbers[split...]))
            means = role == .measurement ? (Self.mean(a), Self.mean(b)) : (nil, nil)
            if means.first != nil, means.second != nil {
                comparison = SampleComparison.numeric(a, b, permutations: tester.test)
                classes = []
                return
            }
            // A measurement that one bundle lacks altogether is there or not.
            classes =
                role == .measurement
                ? Self.presence(column.values, split: split) : Self.count(FieldClasses(of: column), split: split)
            comparison = tester.categorical(classes)
        }

        func adjusted(_ comparison: SampleComparison) -> Field {
            var field = self
            field.comparison = comparison
            return field
        }

        private static func mean(_ values: [Double]) -> Double? {
            values.filter(\.isFinite).reduce(into: Moments()) { $0.append($1) }.mean
        }

        private static func presence(_ values: FieldValues, split: Int) -> [ValueCounts] {
            let first = values[..<split].count { $0 != nil }
            let second = values[split...].count { $0 != nil }
            return [
                ValueCounts(value: "present", first: first, second: second),
                ValueCounts(value: nil, first: split - first, second: values.count - split - second),
            ]
        }

        private static func count(_ sorted: FieldClasses, split: Int) -> [ValueCounts] {
            var counts = sorted.representatives.map { ValueCounts(value: $0, first: 0, second: 0) }
            var missing = ValueCounts(value: nil, first: 0, second: 0)
            for (place, label) in sorted.labels.enumerated() {
                let isFirst = place < split
                if let label { counts[label].add(isFirst) } else { missing.add(isFirst) }
            }
            if missing.first + missing.second > 0 { counts.append(missing) }
            return counts.enumerated().sorted {
                (-$0.element.total, $0.offset) < (-$1.element.total, $1.offset)
            }.map(\.element)
        }
    }

    /// How often a value occurs in each bundle.
    public struct ValueCounts: Sendable, Hashable {
        /// The value; `nil` stands for an answer without the field.
        public let value: Value?
        /// How many answers of the first bundle have it.
        public internal(set) var first: Int
        /// How many answers of the second bundle have it.
        public internal(set) var second: Int

        /// How many answers of both have it.
        public var total: Int { first + second }

        mutating func add(_ isFirst: Bool) {
            if isFirst { first += 1 } else { second += 1 }
        }
    }
}
