extension BundleSummary {
    var encoded: Object {
        var object: Object = [
            "consensus": consensus, "tied": .bool(tied), "observed": .orNull(observed), "medoid": .orNull(medoid),
            "fields": .array(fields.map(\.encoded)), "disagreements": .array(disagreements.map(\.encoded)),
            "distributions": .object(encodedDistributions), "certificate": certificate.encoded,
            "truncated": .bool(!truncations.isEmpty), "truncation_info": .array(truncations.map(Value.string)),
            "pairwise_distance": pairwiseDistance.encodedMatrix, "distance_summary": pairwiseDistance.encodedSummary,
        ]
        object["condensed_distance"] = pairwiseDistance.encodedCondensed
        for (key, quantity) in [("confidence", confidence), ("stability", stability), ("correctness", correctness)] {
            object[key] = .orNull(quantity.value)
            object[key + "_reason"] = .orNull(quantity.reason)
        }
        for (key, value) in correctnessSource?.encoded ?? [:] { object[key] = value }
        return object
    }

    private var encodedDistributions: Object {
        var object = Object()
        for distribution in distributions { object[distribution.field] = distribution.encoded }
        return object
    }
}

extension FieldSummary {
    var encoded: Value {
        [
            "path": .string(path), "role": .string(role.rawValue), "weight": .orNull(weight), "present": Value(present),
            "consensus": .orNull(consensus), "mean": .orNull(mean), "tied": .bool(tied), "votes": Value(votes),
            "distinct": Value(distinct), "confidence": .orNull(confidence.value),
            "confidence_reason": .orNull(confidence.reason), "stability": .orNull(stability.value),
            "stability_reason": .orNull(stability.reason),
        ]
    }
}

extension Disagreement {
    var encoded: Value {
        [
            "field": .string(field), "class_count": Value(classCount),
            "values": .array(
                classes.map {
                    [
                        "value": $0.value, "count": Value($0.count),
                        "replicate_ids": .array($0.replicateIDs.map(Value.string)),
                    ]
                }
            ),
            "missing": .array(missing.map(Value.string)),
        ]
    }
}

extension FieldDistribution {
    var encoded: Value {
        [
            "n": Value(count), "mean": .orNull(mean), "sd": .orNull(standardDeviation), "min": .orNull(minimum),
            "q05": .orNull(quantiles.q05), "q25": .orNull(quantiles.q25), "median": .orNull(quantiles.q50),
            "q75": .orNull(quantiles.q75), "q95": .orNull(quantiles.q95), "max": .orNull(maximum),
            "mean_ci95": meanInterval.map { [.orNull($0.low), .orNull($0.high)] } ?? .null,
        ]
    }
}

extension Certificate {
    var encoded: Value {
        [
            "method": .string(method), "delta": .orNull(delta), "certified": .bool(isCertified), "votes": Value(votes),
            "needed": Value(needed), "reason": .orNull(reason),
        ]
    }
}

extension PairwiseDistance {
    /// The square matrix, or `null` above the size where it is written out.
    var encodedMatrix: Value {
        guard case .matrix(let rows) = self else { return .null }
        return .array(rows.map { .array($0.map { Value.orNull($0) }) })
    }

    var encodedCondensed: Value? {
        guard case .condensed(let classes, let distances) = self else { return nil }
        return [
            "classes": .array(classes.map { $0.map { Value($0) } ?? .null }),
            "distances": .array(distances.map { Value.orNull($0) }),
        ]
    }

    var encodedSummary: Value {
        let (mean, maximum, pairs) = overview
        var object: Object = ["mean": .orNull(mean), "max": .orNull(maximum), "pairs": Value(pairs)]
        if case .estimate(let estimate) = self { object["estimate"] = estimate.encoded }
        return .object(object)
    }

    /// The mean and the largest distance, and how many pairs they cover.
    public var overview: (mean: Double?, maximum: Double?, pairs: Int) {
        switch self {
        case .summary(let mean, let maximum, let pairs): (mean, maximum, pairs)
        case .estimate(let estimate): (estimate.mean?.value, estimate.maximum, estimate.pairs)
        case .matrix(let rows): Self.overview(rows.enumerated().flatMap { $1.dropFirst($0 + 1) }.map { ($0, 1) })
        case .condensed(let classes, let distances): Self.overview(Self.weighted(classes, distances))
        }
    }

    private static func overview(_ pairs: [(distance: Double?, count: Int)]) -> (Double?, Double?, Int) {
        var sum = 0.0
        var count = 0
        var largest: Double?
        for case (let distance?, let times) in pairs where times > 0 {
            sum += distance * Double(times)
            count += times
            largest = max(largest ?? distance, distance)
        }
        return (count > 0 ? sum / Double(count) : nil, largest, count)
    }

    /// Distances between classes, with the number of replicate pairs that have them.
    private static func weighted(_ classes: [Int?], _ distances: [Double?]) -> [(Double?, Int)] {
        let size = (classes.compactMap(\.self).max() ?? -1) + 1
        var counts = [Int](repeating: 0, count: size)
        for case let label? in classes { counts[label] += 1 }
        var result: [(Double?, Int)] = counts.map { (0, $0 * ($0 - 1) / 2) }
        var place = 0
        for row in 0..<size {
            for column in row + 1..<max(size, row + 1) {
                result.append((distances[place], counts[row] * counts[column]))
                place += 1
            }
        }
        return result
    }
}
