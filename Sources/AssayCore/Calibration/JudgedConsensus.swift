/// The consensus of a bundle, to be compared with the truth.
struct JudgedConsensus {
    private let fields: [FieldJudgement]
    private let valid: Int
    private let paths: [String]?

    /// - Throws: ``AssayError/Code/invalidArgument`` when the bundle lacks a field of those given.
    init(_ bundle: EvidenceBundle, judging paths: [String]?) throws(AssayError) {
        let answers = bundle.replicates.answers
        let table = FieldTable(answers: answers, rules: try FieldRules(schema: bundle.meta.outputSchema))
        self.paths = paths
        valid = answers.valid
        fields = table.columns.map { FieldJudgement($0, horizon: bundle.meta.k) }
        let known = Set(table.columns.filter { $0.role != .ignore }.map(\.path.description))
        if valid > 0, let missing = paths?.first(where: { !known.contains($0) }) {
            throw AssayError(.invalidArgument, "the bundle has no field \(missing) that is compared")
        }
    }

    func evidence(_ score: CorrectnessScore) -> CorrectnessEvidence {
        CorrectnessEvidence(fields, among: valid, judging: paths, by: score)
    }

    /// Whether the consensus says the same as the truth in every field that is judged.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` when the truth lacks a field.
    func isCorrect(_ truth: Value) throws(AssayError) -> Bool {
        var isCorrect = true
        for field in fields where isJudged(field) {
            guard let expected = truth.value(at: field.column.path) else {
                throw AssayError(
                    .invalidArgument,
                    "the truth lacks \(field.column.path), which counts; leave it out of the fields that are judged, or give it"
                )
            }
            let consensus = field.consensus(among: valid)
            isCorrect = isCorrect && consensus.map { field.column.agree($0, expected) } ?? false
        }
        return isCorrect
    }

    private func isJudged(_ field: FieldJudgement) -> Bool {
        paths?.contains(field.column.path.description) ?? field.column.counts(among: valid)
    }
}

extension Value {
    /// The value at a path, or `nil` where there is none.
    fileprivate func value(at path: FieldPath) -> Value? {
        var value: Value? = self
        for component in path.components {
            switch component {
            case .key(let key): value = value?[key]
            case .index(let index): value = value?[index]
            }
        }
        return value
    }
}
