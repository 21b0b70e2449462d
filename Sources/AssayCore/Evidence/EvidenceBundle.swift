internal import Synchronization

/// What K answers of a tool say, and how far they can be trusted.
///
/// A bundle is a function of tool, request, options and seeds. ``execution`` and the times say how it came about and
/// stand outside that function; ``digest`` covers the rest.
public struct EvidenceBundle: Sendable, Hashable {
    /// The format's name and version, written as `schema`.
    public static let schema = "assay.evidence/1"

    /// Written once: a bundle is handed on more often than it is looked into.
    private let storage: Storage

    private var content: Content { storage.content }

    /// Creates a bundle; ``BundleBuilder`` computes one from replicates.
    public init(
        meta: BundleMetadata,
        replicates: some Sequence<Replicate>,
        summary: BundleSummary,
        outcome: OutcomeKind,
        explanation: String,
        execution: ExecutionRecord
    ) {
        storage = Storage(
            Content(
                meta: meta,
                replicates: Replicates(replicates),
                summary: summary,
                outcome: outcome,
                explanation: explanation,
                execution: execution
            )
        )
    }

    /// What was run.
    public var meta: BundleMetadata { content.meta }
    /// The answers, in seed order.
    public var replicates: Replicates { content.replicates }
    /// What the answers say together.
    public var summary: BundleSummary { content.summary }
    /// How the run ended.
    public var outcome: OutcomeKind { content.outcome }
    /// The outcome in a sentence.
    public var explanation: String { content.explanation }
    /// How the run was carried out.
    public var execution: ExecutionRecord { content.execution }

    /// SHA-256 of the canonical JSON without times, messages, the request's text and the execution record.
    ///
    /// Equal for equal evidence, whatever ran it, in whatever order, however many at once. Computed when it is first asked
    /// for, which takes about a second for a million replicates.
    public var digest: String { storage.digest }

    /// How well what answered a replicate honoured its seed: as it said itself, otherwise as the tool promises.
    ///
    /// It differs where a tool stands for several, such as models of which one takes no seed.
    public func seedHonoured(by replicate: Replicate) -> BundleMetadata.SeedPromise {
        replicate.seedHonoured ?? meta.seedHonoured
    }

    /// The replicates without a valid answer.
    public var failures: [Replicate] { replicates.eventful.filter { $0.failure != nil } }

    /// What all replicates in the bundle used together, with every attempt.
    public var usage: Usage { Self.usage(of: replicates, meta) }
}

extension EvidenceBundle {
    private struct Content: Sendable, Hashable {
        let meta: BundleMetadata
        let replicates: Replicates
        let summary: BundleSummary
        let outcome: OutcomeKind
        let explanation: String
        let execution: ExecutionRecord
    }

    private final class Storage: Sendable {
        let content: Content
        /// Most bundles of a loop are looked at and dropped, and hashing a million replicates takes longer than comparing
        /// them, so it is computed when somebody asks.
        private let knownDigest = Mutex<String?>(nil)

        init(_ content: Content) { self.content = content }

        var digest: String {
            knownDigest.withLock { known in
                let digest =
                    known
                    ?? EvidenceBundle.digest(
                        content.meta,
                        content.replicates,
                        content.summary,
                        content.outcome,
                        content.explanation
                    )
                known = digest
                return digest
            }
        }
    }

    /// Whether both hold the same evidence.
    public static func == (left: EvidenceBundle, right: EvidenceBundle) -> Bool {
        left.storage === right.storage || left.content == right.content
    }

    /// Hashes the evidence.
    public func hash(into hasher: inout Hasher) { hasher.combine(content) }
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
