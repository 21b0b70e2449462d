public import AssayStatistics

/// Answers whose truth is known, reduced to what a calibrator is fitted to.
public struct CalibrationLabels: Sendable {
    /// What is read off the votes.
    public let score: CorrectnessScore
    /// The fields the truth is about, by path; `nil` for all that are compared.
    public let fields: [String]?
    /// The tool that answered; the first bundle names it where the caller did not.
    public private(set) var tool: CorrectnessCalibrator.Tool?
    /// The labels, in the order added.
    public private(set) var labels: [Label] = []
    /// How many answers had no consensus or no score.
    public private(set) var leftOut = 0

    private var digests: Set<String> = []

    /// One labelled answer.
    public struct Label: Sendable, Hashable {
        /// Its score.
        public let score: Double
        /// How many votes it had.
        public let votes: Int
        /// Whether it was right.
        public let isCorrect: Bool
    }

    /// Starts an empty set.
    public init(
        score: CorrectnessScore = .majorityShare,
        fields: [String]? = nil,
        tool: CorrectnessCalibrator.Tool? = nil
    ) {
        self.score = score
        self.fields = fields
        self.tool = tool
    }

    /// Adds the answers to a question with known truth; a tie has no consensus and is left out.
    public mutating func add(_ votes: VoteTally, isCorrect: Bool) {
        let value = votes.isTied ? nil : score.value(votes)
        add(score: value, votes: votes.voters, isCorrect: isCorrect)
    }

    private mutating func add(score: Double?, votes: Int, isCorrect: Bool) {
        guard let score else {
            leftOut += 1
            return
        }
        labels.append(Label(score: score, votes: votes, isCorrect: isCorrect))
    }

    var outcomes: [ScoredOutcome] { labels.map { ScoredOutcome(score: $0.score, isCorrect: $0.isCorrect) } }

    var sha256: String {
        let content = Value.array(
            labels.map { [.number($0.score), Value($0.votes), .bool($0.isCorrect)] }
        )
        return SHA256.hexDigest(of: content.canonicalBytes)
    }
}

extension CalibrationLabels {
    /// Adds a bundle whose true answer is known.
    ///
    /// The consensus is right when it says the same as the truth in every field that counts, as the bundle's schema
    /// compares them: keys are equal, measurements within tolerance, texts near enough.
    ///
    /// - Parameters:
    ///   - bundle: The evidence.
    ///   - truth: The right answer, in the form the tool answers in.
    /// - Throws: ``AssayError/Code/invalidArgument`` when the bundle is another tool's or there already, when it lacks a
    ///   field the truth is about, or when the truth lacks one that counts. Nothing is added then.
    public mutating func add(_ bundle: EvidenceBundle, truth: Value) throws(AssayError) {
        let own = CorrectnessCalibrator.Tool(name: bundle.meta.tool.name, version: bundle.meta.tool.version)
        let expected = tool ?? own
        guard expected.name == own.name, expected.version == nil || expected.version == own.version else {
            throw AssayError(
                .invalidArgument,
                "the bundle is of \(own.name) \(own.version ?? ""), the labels are of \(expected.name) \(expected.version ?? "")"
            )
        }
        guard !digests.contains(bundle.digest) else {
            throw AssayError(.invalidArgument, "the bundle is there already, and would count twice")
        }
        let judged = try JudgedConsensus(bundle, judging: fields)
        let isCorrect = try judged.isCorrect(truth)
        let evidence = judged.evidence(score)
        add(
            score: evidence.refusal == nil ? evidence.score.value : nil,
            votes: evidence.votes,
            isCorrect: isCorrect
        )
        tool = expected
        digests.insert(bundle.digest)
    }
}
