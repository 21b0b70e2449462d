public import AssayStatistics

extension CorrectnessCalibrator {
    /// Fits a calibrator to labelled answers.
    ///
    /// - Parameters:
    ///   - labels: What was answered, and whether it was right.
    ///   - method: The kind of curve.
    ///   - folds: How many parts cross-validation cuts the labels into, at least 2; never more than there are right or
    ///     wrong answers.
    ///   - seed: What the parts are drawn from.
    /// - Throws: ``AssayError/Code/tooFewLabels`` with what is there and what is needed;
    ///   ``AssayError/Code/invalidArgument`` for fewer than two folds.
    public init(
        fitting labels: CalibrationLabels,
        method: CalibrationCurve.Method = .platt,
        folds: Int = 10,
        seed: UInt64 = 0
    ) throws(AssayError) {
        guard folds >= 2 else { throw AssayError(.invalidArgument, "folds must be at least 2") }
        let right = labels.labels.count { $0.isCorrect }
        let wrong = labels.labels.count - right
        try Self.require(labels, right, wrong, method)
        let outcomes = labels.outcomes
        let parts = min(folds, right, wrong)
        guard let curve = CalibrationCurve(method, fitting: outcomes),
            let inSample = CalibrationQuality(curve, inSample: outcomes),
            let validated = CalibrationQuality(crossValidating: method, outcomes, folds: parts, seed: seed)
        else { throw AssayError(.tooFewLabels, "no curve can be fitted to these labels") }
        self.init(
            curve: curve,
            score: labels.score,
            fields: labels.fields,
            tool: labels.tool,
            votes: Self.range(labels.labels.map(\.votes)) ?? 0...0,
            scores: Self.range(outcomes.map(\.score)) ?? 0...0,
            count: outcomes.count,
            correct: right,
            leftOut: labels.leftOut,
            inSample: inSample,
            crossValidated: validated,
            folds: parts,
            seed: seed,
            dataSHA256: labels.sha256
        )
    }

    /// Refuses labels that a curve would only repeat the chance of.
    private static func require(
        _ labels: CalibrationLabels,
        _ right: Int,
        _ wrong: Int,
        _ method: CalibrationCurve.Method
    ) throws(AssayError) {
        let count = right + wrong
        let needed =
            "\(method.rawValue) needs \(method.fewestLabels) labels, at least \(method.fewestOfEach) right and \(method.fewestOfEach) wrong"
        let left = labels.leftOut > 0 ? "; \(labels.leftOut) more had no consensus" : ""
        guard count > 0 else { throw AssayError(.tooFewLabels, "there is no labelled answer\(left): \(needed)") }
        guard right > 0, wrong > 0 else {
            let all = right > 0 ? "right" : "wrong"
            throw AssayError(
                .tooFewLabels,
                "all \(count) labelled answers are \(all), so there is nothing to tell apart\(left): \(needed)"
            )
        }
        guard count >= method.fewestLabels, min(right, wrong) >= method.fewestOfEach else {
            let advice =
                method == .isotonic && count >= CalibrationCurve.Method.platt.fewestLabels ? "; platt takes fewer" : ""
            throw AssayError(
                .tooFewLabels,
                "\(count) labelled answers are too few, \(right) right and \(wrong) wrong\(left): \(needed)\(advice)"
            )
        }
    }

    private static func range<Number: Comparable>(_ values: [Number]) -> ClosedRange<Number>? {
        guard let low = values.min(), let high = values.max() else { return nil }
        return low...high
    }
}

extension AssayError.Code {
    /// Labelled answers that are too few, or too much alike, to fit a calibrator to.
    public static let tooFewLabels = Self(rawValue: "too_few_labels")
    /// A calibrator that cannot be read.
    public static let invalidCalibrator = Self(rawValue: "invalid_calibrator")
}
