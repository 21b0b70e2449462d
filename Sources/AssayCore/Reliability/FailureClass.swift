/// What a failure says about the tool and about another try.
public enum FailureClass: Sendable, Hashable {
    /// Never reached the tool: any tool may be asked again.
    case beforeExecution
    /// Never reached the tool, which is kept from answering for longer than waiting is worth while.
    case refused
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
        let known = Self.known[error.code] ?? (error.isRetryable ? .transient : .permanent)
        // A program that is missing stays missing.
        self = error.code == .workerUnavailable && !error.isRetryable ? .refused : known
    }

    private static let known: [AssayError.Code: FailureClass] = {
        var known: [AssayError.Code: FailureClass] = [:]
        let caller: [AssayError.Code] = [
            .cancelled, .deadline, .budgetExceeded, .invalidArgument, .invalidJSON, .invalidSchema, .invalidRequest,
            .unknownTool, .conflict, .inFlight, .unknownOutcome, .httpInvalidRequest, .httpNotEncrypted,
        ]
        for code in caller { known[code] = .caller }
        let before: [AssayError.Code] = [
            .bulkheadFull, .pluginBusy, .workerUnavailable, .httpNameResolution, .httpUnreachable,
            .httpConnectTimeout,
        ]
        for code in before { known[code] = .beforeExecution }
        known[.timeout] = .transient
        // Asking again is pointless; another tool may be asked at once.
        let refusing: [AssayError.Code] = [
            .breakerOpen, .pluginQuarantined, .sandboxUnavailable, .loadTimeout, .unsupportedMedia,
        ]
        for code in refusing { known[code] = .refused }
        return known
    }()

    /// Whether a failure of this class says anything against the tool.
    public var isCountable: Bool { self == .transient || self == .permanent }

    /// Whether the same call may be tried again.
    ///
    /// - Parameter isRepeatable: Whether calling twice does no harm.
    /// - Returns: whether another try may help and does no harm.
    public func allowsRetry(isRepeatable: Bool) -> Bool {
        switch self {
        case .beforeExecution: true
        case .transient: isRepeatable
        case .refused, .permanent, .caller: false
        }
    }
}

extension AssayError {
    /// The failure as that of a tool that has begun: no code may say any more that it was never reached.
    package var afterBeginning: AssayError {
        switch FailureClass(self) {
        case .beforeExecution, .refused:
            AssayError(.toolFailed, "\(code): \(message)", isRetryable: isRetryable, retryAfter: retryAfter)
        case .transient, .permanent, .caller: self
        }
    }
}
