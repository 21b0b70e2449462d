public import AssayCore

/// A panel gave no answer.
public struct PanelFailure: OrchestratorError {
    /// Everything there is to show for it, each member's failure included.
    public let result: PanelResult

    /// ``AssayCore/AssayError/Code/abstained`` where there were answers, otherwise what the last member failed with.
    public var code: AssayError.Code {
        result.outcome == .abstained ? .abstained : result.failures.last?.failure?.code ?? .cancelled
    }

    /// The outcome in a sentence.
    public var message: String { result.explanation }
}

extension PanelFailure: CustomStringConvertible {
    /// The code and the message.
    public var description: String { "\(code): \(message)" }
}
