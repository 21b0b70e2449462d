internal import AssayStatistics

extension CorrectnessCalibrator {
    /// The calibrator as JSON, with ``sha256`` of all other members.
    public var document: Value {
        var object = members
        object["sha256"] = .string(sha256)
        return .object(object)
    }

    /// What identifies the calibrator: SHA-256 of the canonical JSON of its members.
    public var sha256: String { SHA256.hexDigest(of: Value.object(members).canonicalBytes) }

    private var members: Object {
        [
            "schema": .string(Self.schema), "event": .string(event), "method": .string(curve.method.rawValue),
            "parameters": curve.encoded, "score": .string(score.rawValue),
            "fields": fields.map { .array($0.map(Value.string)) } ?? .null,
            "tool": tool.map { ["name": .string($0.name), "version": .orNull($0.version)] } ?? .null,
            "votes": ["min": Value(votes.lowerBound), "max": Value(votes.upperBound)],
            "score_range": ["min": .number(scores.lowerBound), "max": .number(scores.upperBound)],
            "n": Value(count), "n_correct": Value(correct), "n_left_out": Value(leftOut),
            "in_sample": .object(inSample.encoded), "cross_validated": .object(validation),
            "data_sha256": .string(dataSHA256),
        ]
    }

    private var validation: Object {
        var object = crossValidated.encoded
        object["folds"] = Value(folds)
        object["seed"] = Value(seed: seed)
        return object
    }
}

extension CalibrationQuality {
    fileprivate var encoded: Object {
        ["ece10": .number(expectedError), "brier": .number(brierScore), "auroc": .number(auroc)]
    }
}

extension CalibrationCurve {
    fileprivate var encoded: Value {
        switch self {
        case .platt(let curve):
            [
                "slope": .number(curve.slope), "intercept": .number(curve.intercept),
                "covariance": curve.covariance.map {
                    [.number($0.slope), .number($0.both), .number($0.intercept)]
                } ?? .null,
            ]
        case .isotonic(let curve):
            [
                "scores": .array(curve.scores.map(Value.number)),
                "probabilities": .array(curve.probabilities.map(Value.number)),
            ]
        }
    }
}
