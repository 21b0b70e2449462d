/// What K answers of a tool say, and how far they can be trusted.
///
/// A bundle is a function of tool, request, options and seeds. ``execution`` and the times say how it came about and
/// stand outside that function; ``digest`` covers the rest.
public struct EvidenceBundle: Sendable, Hashable {
    /// The format's name and version, written as `schema`.
    public static let schema = "assay.evidence/1"

    /// What was run.
    public let meta: BundleMetadata
    /// The answers, in seed order.
    public let replicates: Replicates
    /// What the answers say together.
    public let summary: BundleSummary
    /// How the run ended.
    public let outcome: OutcomeKind
    /// The outcome in a sentence.
    public let explanation: String
    /// How the run was carried out.
    public let execution: ExecutionRecord

    private let known = DigestCache()

    /// Creates a bundle; ``BundleBuilder`` computes one from replicates.
    public init(
        meta: BundleMetadata,
        replicates: some Sequence<Replicate>,
        summary: BundleSummary,
        outcome: OutcomeKind,
        explanation: String,
        execution: ExecutionRecord
    ) {
        self.meta = meta
        self.replicates = Replicates(replicates)
        self.summary = summary
        self.outcome = outcome
        self.explanation = explanation
        self.execution = execution
    }

    /// SHA-256 of the canonical JSON without times, messages, the request's text and the execution record.
    ///
    /// Equal for equal evidence, whatever ran it, in whatever order, however many at once. Computed when it is first asked
    /// for, which takes about a second for a million replicates.
    public var digest: String {
        known.digest { Self.digest(meta, replicates, summary, outcome, explanation) }
    }

    /// The replicates without a valid answer.
    public var failures: [Replicate] { replicates.areUneventful ? [] : replicates.filter { $0.failure != nil } }

    /// What all replicates in the bundle used together, with every attempt.
    public var usage: Usage { Self.usage(of: replicates, meta) }
}

/// How a run ended.
public enum OutcomeKind: String, Sendable, Hashable {
    /// Every wanted replicate gave a valid answer, or the stopping rule said that enough had.
    case complete
    /// Some replicates failed or never ran.
    case partial
    /// A declared substitute answered.
    case degraded
    /// The answers support no consensus strong enough.
    case abstained
    /// No replicate gave a valid answer.
    case failed
}
