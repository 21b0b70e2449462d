internal import AssayStatistics

extension StoredRun {
    /// The evidence of a run that was cut short: the replicates recorded without a gap from the first.
    ///
    /// - Throws: ``AssayError/Code/invalidSchema`` when the output schema cannot be used.
    public func interrupted() throws(AssayError) -> EvidenceBundle {
        let whole = replicates.enumerated().prefix { $0.offset == $0.element.index }.map(\.element)
        return try BundleBuilder(continuing: plan.meta, rule: NeverRule()).bundle(
            replicates: whole,
            ending: .cancelled,
            elapsedMS: 0,
            execution: plan.execution
        )
    }
}
