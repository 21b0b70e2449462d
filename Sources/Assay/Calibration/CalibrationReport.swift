internal import AssayCore
internal import AssayStatistics
internal import Foundation

/// What a calibrator is and how good it is, as lines a person reads.
public struct CalibrationReport: Sendable {
    private let calibrator: CorrectnessCalibrator

    /// Prepares a report.
    public init(_ calibrator: CorrectnessCalibrator) { self.calibrator = calibrator }

    /// The report, each line ended by a line break.
    public func render() -> String {
        let left = calibrator.leftOut > 0 ? ", \(calibrator.leftOut) left out without a consensus or a score" : ""
        let rows = [
            ("event", calibrator.event),
            ("labels", "\(calibrator.count), \(calibrator.correct) of them right\(left)"),
            ("curve", "\(calibrator.curve.method.rawValue) on \(calibrator.score.rawValue)\(curve)"),
            ("applies to", scope),
            ("in sample", Self.figures(calibrator.inSample)),
            ("held out", "\(Self.figures(calibrator.crossValidated)) (\(calibrator.folds) folds)"),
            ("calibrator", calibrator.sha256),
        ]
        return rows.map { $0.padding(toLength: 15, withPad: " ", startingAt: 0) + $1 + "\n" }.joined()
    }

    private var curve: String {
        let (low, high) = (calibrator.scores.lowerBound, calibrator.scores.upperBound)
        let ends = [low, high].map { calibrator.curve.probability($0).map(Self.number) ?? "–" }
        return ": \(Self.number(low)) … \(Self.number(high)) becomes \(ends[0]) … \(ends[1])"
    }

    private var scope: String {
        let votes = calibrator.votes
        let count = votes.count == 1 ? "\(votes.lowerBound)" : "\(votes.lowerBound) to \(votes.upperBound)"
        let tool =
            calibrator.tool.map { "answers of \($0.name)\($0.version.map { " " + $0 } ?? "")" } ?? "answers of any tool"
        return "\(tool) with \(count) votes"
    }

    private static func figures(_ quality: CalibrationQuality) -> String {
        "ECE \(number(quality.expectedError)), Brier \(number(quality.brierScore)), AUROC \(number(quality.auroc))"
    }

    private static func number(_ value: Double) -> String { String(format: "%.4f", value) }
}
