internal import AssayStatistics

extension BundleComparison {
    /// The comparison as JSON.
    public var document: Value {
        [
            "different": .bool(isDifferent), "alpha": .orNull(alpha), "adjustment": "holm",
            "smallest_p_value": .orNull(smallestPValue),
            "first": ["tool": .string(tools.first), "answers": Value(counts.first)],
            "second": ["tool": .string(tools.second), "answers": Value(counts.second)],
            "provenance": .array(provenance.map(Value.string)), "fields": .array(fields.map { $0.document(alpha) }),
        ]
    }
}

extension BundleComparison.Field {
    /// The most classes that are written out.
    private static let maximumClasses = 100

    func document(_ alpha: Double) -> Value {
        var object: Object = [
            "field": .string(path), "role": .string(role.rawValue),
            "different": .bool(comparison.isDifferent(level: alpha)), "test": .orNull(comparison.result?.test),
            "statistic": .orNull(comparison.result?.statistic), "p_value": .orNull(comparison.result?.pValue),
            "adjusted_p_value": .orNull(comparison.adjustedPValue), "p_value_of": .string(comparison.event),
        ]
        var effects: Object = [:]
        for effect in comparison.effects {
            effects[effect.name] =
                effect.low == nil
                ? .orNull(effect.value)
                : ["value": .orNull(effect.value), "low": .orNull(effect.low), "high": .orNull(effect.high)]
        }
        object["effects"] = .object(effects)
        if classes.isEmpty {
            object["means"] = [.orNull(means.first), .orNull(means.second)]
        } else {
            object["class_count"] = Value(classes.count)
            object["classes"] = .array(
                classes.prefix(Self.maximumClasses).map {
                    [
                        "value": .orNull($0.value), "missing": .bool($0.value == nil),
                        "counts": [Value($0.first), Value($0.second)],
                    ]
                }
            )
        }
        return .object(object)
    }
}
