internal import AssayStatistics

/// Computes what the answers of a bundle say together: a pure function of replicates, schema and K.
public struct Summarizer: Sendable {
    let rules: FieldRules
    let horizon: Int
    let delta: Double
    var calibrator: CorrectnessCalibrator?
    /// The tool that answers, where a calibrator must fit it.
    var tool: CorrectnessCalibrator.Tool?

    /// The most fields, classes per field and replicate ids per class that are written out.
    static let maximumListed = 1000

    /// About how many nanoseconds a value of an answer takes.
    private static let workPerAnswer = 50.0

    /// Creates a summarizer.
    ///
    /// - Parameters:
    ///   - schema: The output schema, whose `x-assay` annotations say how fields are compared.
    ///   - horizon: How many replicates were wanted.
    ///   - delta: The error rate of the certificate.
    /// - Throws: ``AssayError/Code/invalidSchema`` when the schema or an annotation in it cannot be used.
    public init(schema: Value?, horizon: Int, delta: Double = 0.05) throws(AssayError) {
        rules = try FieldRules(schema: schema)
        self.horizon = horizon
        self.delta = delta
    }

    /// Summarizes replicates given in seed order.
    public func summarize(_ replicates: some Sequence<Replicate>) -> BundleSummary {
        let replicates = Replicates(replicates)
        let answers = replicates.answers
        let valid = answers.valid
        let table = FieldTable(answers: answers, rules: rules)
        let (fields, distances) = Parallel.both(
            threads: Parallel.threads(work: Double(answers.valid * table.columns.count) * Self.workPerAnswer),
            { table.columns.map { FieldJudgement($0, horizon: horizon) } },
            { DistanceTable(columns: table.columns, answers: answers, seeds: replicates.seeds) }
        )
        let weighted = fields.filter { $0.column.counts(among: valid) }
        let compared = fields.filter { $0.column.role != .ignore }
        let consensus = Consensus(of: compared, among: valid)
        var truncations = table.truncations + distances.truncations
        for column in table.columns where column.role != .ignore && FieldComparison(of: column).isTooCostly {
            truncations.append(
                "\(column.path) is the same or not: its values are too large to measure how far apart they are"
            )
        }
        let disagreements = disagreements(compared, answers, &truncations)
        let (correctness, source) = correctness(fields, among: valid)
        return BundleSummary(
            consensus: consensus.value,
            tied: compared.contains { $0.isTied },
            observed: consensus.observed,
            medoid: distances.medoid.map(Replicate.id(at:)),
            fields: listed(fields.map { $0.summary(among: valid) }, "fields", &truncations),
            disagreements: disagreements,
            pairwiseDistance: distances.pairwise,
            distributions: listed(compared.compactMap(\.distribution), "distributions", &truncations),
            confidence: Self.weakest(weighted, valid: valid) { $0.confidence },
            stability: Self.weakest(weighted, valid: valid) { $0.stability },
            correctness: correctness,
            correctnessSource: source,
            certificate: certificate(weighted),
            truncations: truncations
        )
    }

    /// Confidence and stability alone: what is worth knowing while a run goes on.
    public func overview(_ replicates: some Sequence<Replicate>) -> (confidence: Quantified, stability: Quantified) {
        let answers = Replicates(replicates).answers
        let valid = answers.valid
        let fields = FieldTable(answers: answers, rules: rules).columns.filter { $0.counts(among: valid) }
            .map { FieldJudgement($0, horizon: horizon) }
        return (
            Self.weakest(fields, valid: valid) { $0.confidence }, Self.weakest(fields, valid: valid) { $0.stability }
        )
    }

    /// The smallest of a quantity over fields; undefined as soon as it is for one of them.
    private static func weakest(
        _ fields: [FieldJudgement],
        valid: Int,
        _ quantity: (FieldJudgement) -> Quantified
    ) -> Quantified {
        guard valid > 0 else { return .undefined("no valid replicate") }
        guard !fields.isEmpty else { return .undefined("no field with weight is in most answers") }
        var smallest = 1.0
        for field in fields {
            switch quantity(field) {
            case .value(let value): smallest = min(smallest, value)
            case .undefined(let reason): return .undefined("\(field.column.path): \(reason)")
            }
        }
        return .value(smallest)
    }

    private func listed<T>(_ all: [T], _ name: String, _ truncations: inout [String]) -> [T] {
        guard all.count > Self.maximumListed else { return all }
        truncations.append("\(name) lists \(Self.maximumListed) of \(all.count)")
        return Array(all.prefix(Self.maximumListed))
    }

    private func disagreements(
        _ fields: [FieldJudgement],
        _ answers: Answers,
        _ truncations: inout [String]
    ) -> [Disagreement] {
        let differing = fields.filter { $0.classes.counts.count > 1 || $0.column.present < answers.valid }
        return listed(differing, "disagreements", &truncations).map { $0.disagreement(answers) }
    }

    /// The certificate of the field with the least support: what holds for it holds for the composite.
    private func certificate(_ fields: [FieldJudgement]) -> Certificate {
        var weakest: ModeCertificate?
        for field in fields {
            guard case .votes(let tally) = field.evidence,
                let candidate = ModeCertificate(delta: delta, votes: tally)
            else { continue }
            if fields.count == 1 || candidate.logEValue < weakest?.logEValue ?? .infinity { weakest = candidate }
        }
        let needed = ModeCertificate(delta: delta)?.needed ?? 0
        let isCertified = weakest?.certified ?? false
        var reason: String?
        if weakest != nil, !isCertified {
            reason =
                horizon < needed
                ? "cannot certify with k=\(horizon): \(needed) votes without dissent are needed"
                : "the evidence is not strong enough"
        }
        return Certificate(
            method: weakest?.method ?? "none",
            delta: delta,
            isCertified: isCertified,
            votes: weakest?.votes ?? 0,
            needed: needed,
            reason: weakest == nil ? "no field with votes" : reason
        )
    }
}
