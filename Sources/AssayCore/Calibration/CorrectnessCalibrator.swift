public import AssayStatistics

/// Turns the agreement of replicates into the probability that their consensus is correct.
///
/// Replicates alone cannot tell whether an answer is right. A calibrator can, for answers like those it was fitted to:
/// the same tool and fields, about as many votes, scores that occurred among the labels. For all others it gives a
/// reason instead of a number.
public struct CorrectnessCalibrator: Sendable, Hashable {
    /// The format's name and version, written as `schema`.
    public static let schema = "assay.calibrator/1"

    /// The curve from scores to probabilities.
    public let curve: CalibrationCurve
    /// What the curve takes.
    public let score: CorrectnessScore
    /// The fields the labels were about, by path; `nil` for all that are compared.
    public let fields: [String]?
    /// The tool whose answers were labelled; `nil` where the labels do not say.
    public let tool: Tool?
    /// The votes that the labelled answers had, from the fewest to the most.
    public let votes: ClosedRange<Int>
    /// The scores that occurred among the labels.
    public let scores: ClosedRange<Double>
    /// How many labels the curve was fitted to.
    public let count: Int
    /// How many of them were right.
    public let correct: Int
    /// How many labelled answers had no consensus or no score, and were left out.
    public let leftOut: Int
    /// How well the curve fits its own labels.
    public let inSample: CalibrationQuality
    /// How well curves of this kind fit labels they were not fitted to.
    public let crossValidated: CalibrationQuality
    /// How many parts the labels were cut into for that.
    public let folds: Int
    /// What the parts were drawn from.
    public let seed: UInt64
    /// SHA-256 of the labels: the canonical JSON of an array of `[score, votes, right]`, in the order given.
    public let dataSHA256: String

    /// A tool by name, and by version where it matters.
    public struct Tool: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The version; `nil` for any.
        public let version: String?

        /// Names a tool.
        public init(name: String, version: String? = nil) {
            self.name = name
            self.version = version
        }
    }

    /// What the probabilities are of.
    public var event: String {
        "the consensus is correct" + (fields.map { " in " + $0.joined(separator: ", ") } ?? "")
    }
}

extension CorrectnessCalibrator {
    /// The probability that an answer with these votes is correct, or why there is none.
    ///
    /// - Parameters:
    ///   - votes: The votes for the answers to one question.
    ///   - tool: The tool that answered, where it is known.
    /// - Returns: the probability of ``event``, or the reason.
    public func correctness(of votes: VoteTally, by tool: Tool? = nil) -> Quantified {
        correctness(
            CorrectnessEvidence(
                score: Quantified(score.value(votes), otherwise: "too few votes"),
                votes: votes.voters,
                isTied: votes.isTied
            ),
            tool
        )
    }

    func correctness(_ evidence: CorrectnessEvidence, _ answering: Tool?) -> Quantified {
        if let reason = refusal(of: answering) ?? evidence.refusal ?? refusal(of: evidence.votes) {
            return .undefined(reason)
        }
        switch evidence.score {
        case .undefined: return evidence.score
        case .value(let value):
            // A share computed in two ways may differ in the last digit.
            guard value >= scores.lowerBound - 1e-12, value <= scores.upperBound + 1e-12 else {
                return .undefined(
                    "\(score.rawValue) \(value) is outside the calibrator's labels, \(scores.lowerBound) to \(scores.upperBound)"
                )
            }
            return Quantified(curve.probability(value), otherwise: "the calibrator has no probability there")
        }
    }

    /// An interval at 95 % for the probability at a score; `nil` where the curve has none.
    func interval(at score: Double) -> FieldDistribution.Interval? {
        curve.interval(score).map { FieldDistribution.Interval(low: $0.low, high: $0.high) }
    }

    private func refusal(of answering: Tool?) -> String? {
        guard let tool, let answering else { return nil }
        guard tool.name == answering.name else {
            return "the calibrator is for the tool \(tool.name), and this one is \(answering.name)"
        }
        guard let version = tool.version, let other = answering.version, version != other else { return nil }
        return "the calibrator is for \(tool.name) \(version), and this one is \(other)"
    }

    private func refusal(of count: Int) -> String? {
        guard !votes.contains(count) else { return nil }
        let range =
            votes.lowerBound == votes.upperBound ? "\(votes.lowerBound)" : "\(votes.lowerBound) to \(votes.upperBound)"
        return "the calibrator is for answers with \(range) votes, and this one has \(count)"
    }
}
