import AssayCore

/// A bundle whose parts a test may change.
struct BundleDraft {
    var meta: BundleMetadata
    var replicates: [Replicate]
    var summary: BundleSummary
    var outcome: OutcomeKind
    var explanation: String
    var execution: ExecutionRecord

    init(_ bundle: EvidenceBundle) {
        meta = bundle.meta
        replicates = Array(bundle.replicates)
        summary = bundle.summary
        outcome = bundle.outcome
        explanation = bundle.explanation
        execution = bundle.execution
    }

    var bundle: EvidenceBundle {
        EvidenceBundle(
            meta: meta,
            replicates: replicates,
            summary: summary,
            outcome: outcome,
            explanation: explanation,
            execution: execution
        )
    }
}
