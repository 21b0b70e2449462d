/// Where a probability of being correct comes from.
public struct CorrectnessSource: Sendable, Hashable {
    /// What it is the probability of.
    public let event: String
    /// The hash that identifies the calibrator.
    public let calibratorSHA256: String
    /// An interval at 95 % from the uncertainty of the calibrator's fit; `nil` where it has none.
    public let interval: FieldDistribution.Interval?
}

extension CorrectnessSource {
    var encoded: Object {
        [
            "correctness_event": .string(event), "correctness_calibrator": .string(calibratorSHA256),
            "correctness_ci95": interval.map { [.orNull($0.low), .orNull($0.high)] } ?? .null,
        ]
    }
}
