extension Summarizer {
    /// Computes the summary of a bundle as its metadata says.
    ///
    /// - Throws: ``AssayError/Code/invalidSchema`` when the output schema cannot be used.
    init(of meta: BundleMetadata) throws(AssayError) {
        try self.init(schema: meta.outputSchema, horizon: meta.k, delta: meta.delta)
        calibrator = meta.calibrator
        tool = CorrectnessCalibrator.Tool(name: meta.tool.name, version: meta.tool.version)
    }

    /// The probability that the consensus is correct, and where it comes from.
    func correctness(_ fields: [FieldJudgement], among valid: Int) -> (Quantified, CorrectnessSource?) {
        guard let calibrator else {
            return (.undefined("not identifiable from replicates; needs a calibrator fitted on labelled bundles"), nil)
        }
        let evidence = CorrectnessEvidence(fields, among: valid, judging: calibrator.fields, by: calibrator.score)
        let probability = calibrator.correctness(evidence, tool)
        let source = CorrectnessSource(
            event: calibrator.event,
            calibratorSHA256: calibrator.sha256,
            interval: probability.value == nil ? nil : evidence.score.value.flatMap(calibrator.interval)
        )
        return (probability, source)
    }
}

extension EvidenceBundle {
    /// The same evidence with the probability that its consensus is correct.
    ///
    /// The calibrator becomes part of the bundle, so the digest is another.
    ///
    /// - Throws: ``AssayError/Code/invalidSchema`` when the output schema cannot be used.
    public func calibrated(by calibrator: CorrectnessCalibrator) throws(AssayError) -> EvidenceBundle {
        var meta = meta
        meta.calibrator = calibrator
        return EvidenceBundle(
            meta: meta,
            replicates: replicates,
            summary: try Summarizer(of: meta).summarize(replicates),
            outcome: outcome,
            explanation: explanation,
            execution: execution
        )
    }
}
