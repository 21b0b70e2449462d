/// What a failure says about the tool and about another try.
public enum FailureClass: Sendable, Hashable {
    /// Never reached the tool: any tool may be asked again.
    case beforeExecution
    /// The tool may have begun: only a tool that is idempotent, or free of side effects, may be asked again.
    case transient
    /// The same call fails again.
    case permanent
    /// The caller's mistake, or the caller's wish; says nothing about the tool.
    case caller

    /// Classes a failure by its code; a tool's own codes go by `isRetryable`.
    ///
    /// What is not known to pass is permanent.
    public init(_ error: AssayError) {
        self = Self.known[error.code] ?? (error.isRetryable ? .transient : .permanent)
    }

    private static let known: [AssayError.Code: FailureClass] = {
        var known: [AssayError.Code: FailureClass] = [:]
        let caller: [AssayError.Code] = [
            .cancelled, .deadline, .budgetExceeded, .invalidArgument, .invalidJSON, .invalidSchema, .invalidRequest,
            .unknownTool, .conflict, .inFlight, .unknownOutcome,
        ]
        for code in caller { known[code] = .caller }
        for code in [.breakerOpen, .bulkheadFull, .pluginBusy] as [AssayError.Code] { known[code] = .beforeExecution }
        known[.timeout] = .transient
        return known
    }()

    /// Whether a circuit breaker counts the failure against the tool.
    public var isCountable: Bool { self == .transient || self == .permanent }
}
