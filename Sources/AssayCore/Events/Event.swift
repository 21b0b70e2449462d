/// Something that happened during a run.
///
/// Events of one run carry consecutive numbers, so a reader sees at once whether it missed some. Readers skip kinds they
/// do not know.
public struct Event: Sendable, Hashable {
    /// The format's name and version, on the first line of an event file.
    public static let schema = "assay.events/1"

    /// The run.
    public let runID: String
    /// The W3C trace id.
    public let traceID: String
    /// The place in the run's events, from 0.
    public let sequence: Int
    /// Milliseconds since the run started.
    public let elapsedMS: Int64
    /// What happened.
    public let kind: Kind

    /// Creates an event; engines and test kits do this.
    public init(runID: String, traceID: String, sequence: Int, elapsedMS: Int64, kind: Kind) {
        self.runID = runID
        self.traceID = traceID
        self.sequence = sequence
        self.elapsedMS = elapsedMS
        self.kind = kind
    }

    /// What happened.
    public enum Kind: Sendable, Hashable {
        /// The run began.
        case toolStarted(tool: String, version: String, k: Int, stopRule: String)
        /// An attempt at a replicate began.
        case replicateStarted(replicate: String, seed: UInt64)
        /// A replicate has its answer or its failure.
        case replicateDone(replicate: String, isValid: Bool, elapsedMS: Int64, error: AssayError.Code?)
        /// An attempt failed and there will be another, after a wait.
        case attemptFailed(replicate: String, attempt: Int, error: AssayError, retryInMS: Int64)
        /// What the first replicates say together.
        case partialSummary(replicates: Int, valid: Int, confidence: Double?, stability: Double?)
        /// The run ended with evidence.
        case bundleReady(outcome: OutcomeKind, replicates: Int, digest: String)
        /// Something the user should know.
        case warning(message: String, replicate: String?)
        /// A failure of a replicate or the run.
        case error(AssayError, replicate: String?)
        /// A time limit passed: of a replicate, or of the run where there is none.
        case timeout(replicate: String?)
        /// The caller cancelled the run.
        case cancelled
        /// A tool says how far it is.
        case progress(replicate: String, fraction: Double, message: String)
        /// An event of the tool's own.
        case tool(replicate: String, name: String, data: Value)
    }
}

extension Event {
    /// The name of the kind on the wire.
    public var name: String {
        switch kind {
        case .toolStarted: "tool_started"
        case .replicateStarted: "replicate_started"
        case .replicateDone: "replicate_done"
        case .attemptFailed: "attempt_failed"
        case .partialSummary: "partial_summary"
        case .bundleReady: "bundle_ready"
        case .warning: "warning"
        case .error: "error"
        case .timeout: "timeout"
        case .cancelled: "cancelled"
        case .progress: "progress"
        case .tool: "tool_event"
        }
    }

    /// Whether a slow reader may miss the event when very many wait for it.
    ///
    /// Only the commonplace of single replicates may be missed; what ends, warns or summarizes never is.
    public var isDroppable: Bool {
        switch kind {
        case .replicateStarted, .progress, .tool: true
        case .replicateDone(_, let isValid, _, _): isValid
        default: false
        }
    }

    /// The event as an object, one line of an event file.
    public var encoded: Value {
        [
            "event": .string(name), "run_id": .string(runID), "trace_id": .string(traceID),
            "sequence": Value(sequence), "elapsed_ms": .integer(elapsedMS), "data": .object(data),
        ]
    }

    private var data: Object {
        switch kind {
        case .toolStarted(let tool, let version, let k, let stopRule):
            ["tool": .string(tool), "version": .string(version), "k": Value(k), "stop_rule": .string(stopRule)]
        case .replicateStarted(let replicate, let seed):
            ["replicate": .string(replicate), "seed": Value(seed: seed)]
        case .replicateDone(let replicate, let isValid, let elapsedMS, let error):
            [
                "replicate": .string(replicate), "valid": .bool(isValid), "elapsed_ms": .integer(elapsedMS),
                "error": .orNull(error?.rawValue),
            ]
        case .attemptFailed(let replicate, let attempt, let error, let retryInMS):
            [
                "replicate": .string(replicate), "attempt": Value(attempt), "code": .string(error.code.rawValue),
                "message": .string(error.message), "retry_in_ms": .integer(retryInMS),
            ]
        case .partialSummary(let replicates, let valid, let confidence, let stability):
            [
                "replicates": Value(replicates), "valid": Value(valid), "confidence": .orNull(confidence),
                "stability": .orNull(stability),
            ]
        case .bundleReady(let outcome, let replicates, let digest):
            ["outcome": .string(outcome.rawValue), "replicates": Value(replicates), "digest": .string(digest)]
        case .warning(let message, let replicate):
            ["message": .string(message), "replicate": .orNull(replicate)]
        case .error(let error, let replicate):
            [
                "code": .string(error.code.rawValue), "message": .string(error.message),
                "retryable": .bool(error.isRetryable), "replicate": .orNull(replicate),
            ]
        case .timeout(let replicate): ["replicate": .orNull(replicate)]
        case .cancelled: [:]
        case .progress(let replicate, let fraction, let message):
            ["replicate": .string(replicate), "fraction": .orNull(fraction), "message": .string(message)]
        case .tool(let replicate, let name, let data):
            ["replicate": .string(replicate), "name": .string(name), "data": data]
        }
    }
}
