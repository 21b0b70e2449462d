internal import AssayCore

/// The failed runs of the tools that a run's tool is a substitute for.
struct PriorRuns: Sendable {
    /// What came of them.
    var substituted: [Substitution] = []
    /// What they used of the budget.
    var charges: [Charge] = []
    /// How long they took.
    var elapsed = Duration.zero

    /// Adds a failed run, with the most one of its attempts could use.
    mutating func add(_ bundle: EvidenceBundle, worstCase: Usage, elapsed: Duration) {
        substituted.append(contentsOf: bundle.asSubstituted.suffix(1))
        self.elapsed += elapsed
        for replicate in bundle.replicates {
            let single = Attempt(number: 1, usage: replicate.usage, elapsedMS: replicate.elapsedMS)
            charges += (replicate.attempts.isEmpty ? [single] : replicate.attempts).map {
                Charge(worstCase: worstCase, used: $0.usage ?? Usage(), elapsed: $0.elapsed)
            }
        }
    }
}
