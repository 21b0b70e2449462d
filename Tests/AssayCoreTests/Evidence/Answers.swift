import AssayCore
import Testing

/// Replicates and summaries made from bare answers; `nil` is a replicate that timed out.
enum Answers {
    static let failed = Value?.none

    static func replicates(_ answers: [Value?]) -> [Replicate] {
        answers.enumerated().map { index, answer in
            let failure = answer == failed ? AssayError(.timeout, "the attempt passed its time limit") : nil
            return Replicate(index: index, seed: UInt64(100 + index), data: answer, failure: failure)
        }
    }

    static func summary(_ answers: [Value?], k: Int? = nil, schema: Value? = nil) throws -> BundleSummary {
        try Summarizer(schema: schema, horizon: k ?? answers.count).summarize(replicates(answers))
    }

    /// So many votes for each of the labels a, b, c …, in blocks.
    static func votes(_ counts: Int...) -> [Value?] {
        let labels: [Value] = ["a", "b", "c", "d", "e"]
        return zip(counts, labels).flatMap { [Value?](repeating: $1, count: $0) }
    }

    /// One answer per value, as the field `x` of an object.
    static func field(_ values: [Value?]) -> [Value?] { values.map { $0.map { ["x": $0] } } }
}

extension BundleSummary {
    func field(_ path: String) throws -> FieldSummary {
        try #require(fields.first { $0.path == path }, "there is no field of that path")
    }

    var paths: [String] { fields.map(\.path) }

    func disagreement(_ path: String) -> Disagreement? { disagreements.first { $0.field == path } }

    /// The rows of the matrix, where there is one.
    func matrix() throws -> [[Double?]] {
        guard case .matrix(let rows) = pairwiseDistance else {
            throw AssayError(.invalidBundle, "no matrix was written out")
        }
        return rows
    }
}

/// Whether a number is there and within a distance of the expected one.
func isClose(_ value: Double?, _ expected: Double, within tolerance: Double = 1e-12) -> Bool {
    value.map { abs($0 - expected) <= tolerance } ?? false
}
