/// What a calibrator needs to know of a consensus.
struct CorrectnessEvidence: Sendable {
    let score: Quantified
    let votes: Int
    let isTied: Bool
    /// Why a calibrator cannot judge the answers at all.
    var problem: String?

    /// Why no calibrator applies, whatever it was fitted to.
    var refusal: String? { problem ?? (isTied ? "there is no consensus: a field is tied" : nil) }
}

extension CorrectnessEvidence {
    /// The weakest of the fields a calibrator is about, by path; without paths of all that count.
    init(_ fields: [FieldJudgement], among valid: Int, judging paths: [String]?, by measure: CorrectnessScore) {
        let common = fields.filter { $0.column.role != .ignore && 2 * $0.column.present >= valid }
        let judged = common.filter { field in
            paths?.contains(field.column.path.description) ?? field.column.counts(among: valid)
        }
        votes = judged.map(\.column.present).min() ?? 0
        isTied = judged.contains { $0.isTied }
        score = Self.weakest(judged, measure)
        let missing = paths?.first { path in !judged.contains { $0.column.path.description == path } }
        if valid == 0 {
            problem = "no valid replicate"
        } else if let missing {
            problem = "the calibrator is about the field \(missing), which is not in most answers"
        } else if judged.isEmpty {
            problem = "no field with weight is in most answers"
        }
    }

    private static func weakest(_ fields: [FieldJudgement], _ measure: CorrectnessScore) -> Quantified {
        var smallest = Double.infinity
        for field in fields {
            switch measure.value(field) {
            case .value(let value): smallest = min(smallest, value)
            case .undefined(let reason): return .undefined("\(field.column.path): \(reason)")
            }
        }
        return .value(smallest)
    }
}
