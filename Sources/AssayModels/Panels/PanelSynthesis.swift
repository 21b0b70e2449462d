public import AssayCore

/// The answer of a panel, and whose words it is.
public struct PanelSynthesis: Sendable, Hashable {
    /// How it came about.
    public enum Kind: String, Sendable, Hashable {
        /// A model wrote it out of the answers.
        case synthesis
        /// It is the answer of one member, chosen among several.
        case bestOf = "best_of"
        /// It is the only answer.
        case single
    }

    /// The text.
    public let response: String
    /// The answer read against the schema that was asked for; `nil` when none was.
    public let structured: Value?
    /// How it came about.
    public let kind: Kind
    /// Who wrote it.
    public let author: String
    /// Why this one was taken, or why that member wrote.
    public let reason: String
    /// Whether the author was to judge an answer of its own among others.
    public let isOwnJudge: Bool
    /// What the answers were looked at for; `nil` where none was written out of them.
    public let analysis: AnalysisType?

    init(
        _ response: ModelResponse,
        kind: Kind,
        author: String,
        reason: String,
        isOwnJudge: Bool = false,
        analysis: AnalysisType? = nil
    ) {
        self.response = response.message.text
        structured = try? response.answer?.get()
        self.kind = kind
        self.author = author
        self.reason = reason
        self.isOwnJudge = isOwnJudge
        self.analysis = analysis
    }

    /// As an object, `{"response": …, "kind": …, "author": …}` and so on.
    public var document: Value {
        [
            "response": .string(response), "structured": .orNull(structured), "kind": .string(kind.rawValue),
            "author": .string(author), "reason": .string(reason), "own_judge": .bool(isOwnJudge),
            "analysis_type": .orNull(analysis?.rawValue),
        ]
    }
}
