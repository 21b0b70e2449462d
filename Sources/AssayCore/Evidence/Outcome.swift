/// How a run ended, with what there is to show for it.
public enum Outcome: Sendable, Hashable {
    /// Every wanted replicate gave a valid answer, or the stopping rule said that enough had.
    case complete(EvidenceBundle)
    /// Some replicates failed or never ran.
    case partial(EvidenceBundle, failures: [Replicate])
    /// A declared substitute answered.
    case degraded(EvidenceBundle, failures: [Replicate])
    /// The answers support no consensus strong enough.
    case abstained(EvidenceBundle, failures: [Replicate])
    /// No replicate gave a valid answer.
    case failed(EvidenceBundle, failures: [Replicate])

    /// Sorts a bundle by the kind of its outcome.
    public init(_ bundle: EvidenceBundle) {
        let failures = bundle.failures
        self =
            switch bundle.outcome {
            case .complete: .complete(bundle)
            case .partial: .partial(bundle, failures: failures)
            case .degraded: .degraded(bundle, failures: failures)
            case .abstained: .abstained(bundle, failures: failures)
            case .failed: .failed(bundle, failures: failures)
            }
    }
}

/// What a run returns.
public struct OrchestrationOutput: Sendable, Hashable {
    /// The evidence, whatever the outcome.
    public let bundle: EvidenceBundle
    /// Whether the evidence is that of an earlier call with the same idempotency key.
    public var isReplayed = false
    /// Why the evidence could not be recorded under its idempotency key; the key is of unknown outcome then.
    public var storeFailure: AssayError?
    /// Why the run is not on record, where it was to be recorded while it went on.
    public var recordFailure: AssayError?
    /// Declared substitutes that could not be asked, in the order of their turns.
    public var passedOver: [PassedOver] = []

    /// A substitute that could not be asked.
    public struct PassedOver: Sendable, Hashable {
        /// The substitute's name.
        public let tool: String
        /// Why it was passed over.
        public let error: AssayError

        /// Names a substitute and the reason.
        public init(tool: String, error: AssayError) {
            self.tool = tool
            self.error = error
        }
    }

    /// Wraps a bundle.
    public init(_ bundle: EvidenceBundle) { self.bundle = bundle }

    /// How the run ended.
    public var outcome: Outcome { Outcome(bundle) }
    /// The outcome as a word.
    public var status: OutcomeKind { bundle.outcome }
    /// The outcome in a sentence.
    public var explanation: String { bundle.explanation }
    /// The consensus.
    public var content: Value { bundle.summary.consensus }
    /// What all replicates used together.
    public var usage: Usage { bundle.usage }
    /// Money spent, in US dollars; `nil` where nobody reported it.
    public var costUSD: Double? { bundle.usage.costUSD }
    /// Why replicates gave no valid answer.
    public var errors: [AssayError] { bundle.failures.compactMap(\.failure) }

    /// Free data of the caller, and the cost as `cost_usd` where the caller did not use that key.
    public var metadata: Object {
        var metadata = bundle.meta.metadata
        if metadata["cost_usd"] == nil { metadata["cost_usd"] = .orNull(costUSD) }
        return metadata
    }

    /// The W3C trace id.
    public var traceID: String { bundle.execution.traceID }
    /// The caller's id for the request.
    public var requestID: String? { bundle.execution.requestID }
    /// How long the run took, in milliseconds.
    public var elapsedMS: Int64 { bundle.meta.totalElapsedMS }
}
