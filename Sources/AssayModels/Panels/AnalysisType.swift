public import AssayCore

/// What answers are looked at for before one is written out of them.
public enum AnalysisType: String, Sendable, Hashable, CaseIterable {
    /// Where they agree and differ, and which is better founded.
    case comparative
    /// Which statements several of them make, and which only one.
    case factual

    /// Reads a name.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` for any other word, with those that are known.
    public init(parsing name: String) throws(AssayError) {
        guard let type = Self(rawValue: name) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: " or ")
            throw AssayError(.invalidArgument, "analysis_type must be \(known)")
        }
        self = type
    }

    /// What the model that writes is told to do.
    var instructions: String {
        switch self {
        case .comparative:
            "Compare the answers: where they agree, where they differ, and which is better founded. Then write one "
                + "answer to the question that keeps what is best of each, and name what remains in dispute."
        case .factual:
            "Compare the statements of fact in the answers. Then write one answer to the question that states as fact "
                + "what several answers say, marks what only one says, and names what they contradict each other about."
        }
    }
}
