internal import AssayStatistics

extension StoredRun {
    /// The evidence of a run that was cut short.
    ///
    /// Every replicate that is recorded is in it. One that was being run, or that has a later one behind it, stands there as
    /// cancelled, with what its attempts have used; extending the bundle runs it again.
    ///
    /// - Throws: ``AssayError/Code/invalidSchema`` when the output schema cannot be used.
    public func interrupted() throws(AssayError) -> EvidenceBundle {
        let recorded = Dictionary(replicates.map { ($0.index, $0) }) { first, _ in first }
        let begun = unansweredAttempts
        let end = max(replicates.map(\.index).max() ?? -1, begun.keys.max() ?? -1) + 1
        let whole = (0..<end).map { recorded[$0] ?? unanswered($0, begun[$0] ?? []) }
        return try BundleBuilder(continuing: plan.meta, rule: NeverRule()).bundle(
            replicates: whole,
            ending: .cancelled,
            elapsedMS: 0,
            execution: plan.execution
        )
    }

    /// The attempts at replicates that are not recorded, by replicate and in order.
    package var unansweredAttempts: [Int: [StoredAttempt]] {
        let answered = Set(replicates.map(\.index))
        return Dictionary(grouping: attempts.filter { !answered.contains($0.replicate) }, by: \.replicate)
    }

    private func unanswered(_ index: Int, _ attempts: [StoredAttempt]) -> Replicate {
        var replicate = Replicate(index: index, seed: plan.meta.plannedSeed(at: index), data: nil)
        replicate.failure = AssayError(.cancelled, "the run was cut short before there was an answer")
        replicate.attempts = attempts.map(\.outcome)
        replicate.usage = replicate.attempts.last?.usage
        return replicate
    }
}

extension StoredAttempt {
    /// What the attempt came to; one that never ended has used what was reserved for it, as far as anybody knows.
    package var outcome: Attempt {
        ending ?? Attempt(number: number, failure: Self.lost, usage: reserved)
    }

    private static let lost = AssayError(.unknownOutcome, "the process ended before the attempt did", isRetryable: true)
}

extension BundleMetadata {
    /// The seed of a replicate of a run that has not begun.
    fileprivate func plannedSeed(at index: Int) -> UInt64 {
        guard seedsGiven else { return SeedSequence(root: rootSeed).seed(at: index) }
        return unusedSeeds.indices.contains(index) ? unusedSeeds[index] : 0
    }
}
