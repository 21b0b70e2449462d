internal import AssayStatistics

/// How a property wants to be compared: the `x-assay` annotation of its schema.
struct FieldRule: Sendable, Hashable {
    var role: FieldRole?
    var tolerance: MeasurementTally.Tolerance?
    var distance: Measure?
    var weight = 1.0
    var isOrdered = true

    enum Measure: String, Sendable, Hashable {
        case exact, relative, range, levenshtein, jaccard, cosine
    }

    init() {}

    /// Reads an annotation.
    ///
    /// - Throws: ``AssayError/Code/invalidSchema`` naming the key and what belongs there.
    init(annotation: Value) throws(AssayError) {
        guard let object = annotation.object else { throw Self.error("", "an object") }
        for (key, value) in object {
            switch key {
            case "role":
                role = try Self.read(key, "key, measurement, text or ignore", value.string.flatMap(FieldRole.init))
            case "tolerance":
                tolerance = try Self.read(key, "a number above 0, or {\"absolute\": X}", Self.tolerance(value))
            case "distance":
                distance = try Self.read(
                    key,
                    "exact, relative, range, levenshtein, jaccard or cosine",
                    value.string.flatMap(Measure.init)
                )
            case "weight": weight = try Self.read(key, "a number from 0", value.double.flatMap { $0 >= 0 ? $0 : nil })
            case "ordered": isOrdered = try Self.read(key, "true or false", value.bool)
            default: throw Self.error(".\(key)", "absent: the keys are role, tolerance, distance, weight and ordered")
            }
        }
    }

    private static func read<T>(_ key: String, _ kind: String, _ value: T?) throws(AssayError) -> T {
        guard let value else { throw error(".\(key)", kind) }
        return value
    }

    private static func tolerance(_ value: Value) -> MeasurementTally.Tolerance? {
        if let relative = value.double, relative > 0 { return .relative(relative) }
        if value.object?.count == 1, let absolute = value["absolute"]?.double, absolute > 0 {
            return .absolute(absolute)
        }
        return nil
    }

    private static func error(_ place: String, _ kind: String) -> AssayError {
        AssayError(.invalidSchema, "x-assay\(place) must be \(kind)")
    }
}
