public import AssayCore

extension ReliableOrchestrator {
    /// Finishes a run whose process died, with the retries and breakers of this orchestrator; asks no substitute.
    ///
    /// - Parameters:
    ///   - runID: The run.
    ///   - store: The store that holds it.
    /// - Returns: the evidence, under the run's own id.
    /// - Throws: ``AssayError/Code/unknownRun``, ``AssayError/Code/inFlight`` when its process is alive, and what
    ///   ``Engine`` throws where a run cannot be resumed.
    public func resume(_ runID: String, in store: any RunStore) async throws -> OrchestrationOutput {
        guard let known = try await store.run(runID) else { throw AssayError.unknownRun }
        let tool = try registry.tool(for: known.plan.meta.tool)
        let run = try engine.resume(
            try await store.resume(runID),
            with: tool,
            in: store,
            rule: nil,
            request: nil,
            context: RunContext(),
            maxParallel: nil,
            acceptsChanges: false,
            policy: policy(for: tool.descriptor, idempotencyKey: nil)
        )
        let output = try await run.output
        health.note(output)
        return output
    }
}
