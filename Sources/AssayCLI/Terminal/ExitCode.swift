import Assay

/// What the process says to its caller when it ends.
struct ExitCode: Sendable, Equatable {
    let value: Int32

    static let success = ExitCode(value: 0)
    static let runFailed = ExitCode(value: 1)
    static let invalidInput = ExitCode(value: 2)
    static let partial = ExitCode(value: 3)
    static let limit = ExitCode(value: 4)
    static let unavailable = ExitCode(value: 5)
    static let lowEvidence = ExitCode(value: 6)
    static let usage = ExitCode(value: 64)
    static let interrupted = ExitCode(value: 130)
    static let terminated = ExitCode(value: 143)

    static let table = [
        ("0", "the run is complete"),
        ("1", "the run failed: no valid answer"),
        ("2", "invalid request, schema, bundle or file"),
        ("3", "partial: some replicates failed"),
        ("4", "a budget or a deadline ended the run"),
        ("5", "the tool, plugin or model is not there or cannot be used; a key is missing"),
        ("6", "evidence or labels too weak, or not the same on verification or comparison; a plugin that breaks rules"),
        ("64", "the command line cannot be understood"),
        ("130, 143", "interrupted, terminated"),
    ]

    /// What a finished run means for the caller.
    init(for bundle: EvidenceBundle) {
        switch (bundle.outcome, bundle.meta.endedBy) {
        case (_, .budget), (_, .deadline): self = .limit
        case (.complete, _), (.degraded, _): self = .success
        case (.partial, _): self = .partial
        case (.abstained, _): self = .lowEvidence
        case (.failed, _): self = .runFailed
        }
    }

    init(for error: any Error) {
        switch error {
        case is UsageError: self = .usage
        case is OutputLost: self = .invalidInput
        case let error as any OrchestratorError: self.init(for: error.code)
        default: self = .runFailed
        }
    }

    private init(for code: AssayError.Code) {
        switch code {
        case .invalidArgument: self = .usage
        case .invalidManifest, .invalidRule, .invalidYAML, .invalidDocument, .invalidJSON, .invalidSchema,
            .invalidRequest, .invalidBundle, .invalidTable, .invalidCalibrator, .fileError, .conflict,
            .unknownOutcome, .notRecorded:
            self = .invalidInput
        case .noFittingTool, .noToolAvailable, .unknownTool, .duplicateTool, .loadFailed, .abiMismatch, .unsafePath,
            .modelAuthentication, .unknownModel, .unsupportedMedia:
            self = .unavailable
        case .budgetExceeded, .timeout, .inFlight: self = .limit
        case .tooFewLabels: self = .lowEvidence
        case .cancelled: self = .interrupted
        default: self = .runFailed
        }
    }

    private init(value: Int32) { self.value = value }
}
