internal import AssayCore

extension ReliableOrchestrator {
    /// Runs the tool, and its substitutes where it gives no valid answer.
    func execute(_ call: ReliableCall) async throws -> OrchestrationOutput {
        let output = try await runs(of: call)
        // What a process that died has left need not be the last word: a failure that may pass is tried again.
        guard output.isReplayed, output.bundle.finality != .final else { return output }
        var call = call
        call.trail = nil
        return try await runs(of: call)
    }

    private func runs(of call: ReliableCall) async throws -> OrchestrationOutput {
        var call = call
        let known = try await call.trail?.run(after: 0)
        call.config.traceID = known?.plan.execution.traceID ?? call.config.traceID ?? engine.freshTraceID()
        var bundle = call.config.bundleOptions
        var toolOptions = call.toolOptions
        try await basic.loadSchema(from: toolOptions.removing("schema_uri"), into: &bundle)
        call.toolOptions = toolOptions
        var choice = try firstChoice(call, bundle)
        if let known { choice = recorded(known, over: choice) }
        var rest = choice.fallbacks.prefix(reliability.maxFallbacks)
        var prior = PriorRuns()
        var began = timeline.now()
        var step = try await step(choice, known, &call, prior)
        while true {
            let output = try await step.output
            call.recordFailure = call.recordFailure ?? output.recordFailure
            if !output.isReplayed { health.note(output) }
            guard output.mayBeSubstituted, !Task.isCancelled else { return call.completing(output) }
            let options = Value.object(output.bundle.meta.toolOptions)
            let worstCase = choice.tool.maximumUsage(of: call.request, options: options) ?? Usage()
            let elapsed = output.isReplayed ? .milliseconds(output.bundle.meta.totalElapsedMS) : timeline.now() - began
            prior.add(output.bundle, worstCase: worstCase, elapsed: elapsed)
            began = timeline.now()
            guard let next = try await substitute(from: &rest, &call, bundle, prior) else {
                return call.completing(output)
            }
            (choice, step) = next
        }
    }

    /// Starts the next declared substitute that takes the request and whose breaker is not open, or goes on with the one
    /// that is recorded.
    private func substitute(
        from rest: inout ArraySlice<String>,
        _ call: inout ReliableCall,
        _ bundle: BundleOptions,
        _ prior: PriorRuns
    ) async throws -> (Choice, CallStep)? {
        let known = try await call.trail?.run(after: prior.substituted.count)
        // Nobody is asked whose answer would come too late; one that is on record is not asked.
        if known == nil, let deadline = bundle.deadline, prior.elapsed >= deadline { return nil }
        if let known, let place = rest.firstIndex(of: known.plan.meta.tool.name) { rest = rest[place...] }
        while let name = rest.popFirst() {
            // A substitute that cannot be used is passed over: the failure to report is the first tool's.
            do {
                let choice = try substitute(named: name, call, bundle)
                if known == nil { try refuseIfOpen(choice.tool.descriptor) }
                return (choice, try await step(choice, known, &call, prior))
            } catch let error as AssayError {
                call.passedOver.append(OrchestrationOutput.PassedOver(tool: name, error: error))
            }
        }
        return nil
    }

    private func refuseIfOpen(_ tool: ToolDescriptor) throws(AssayError) {
        guard health.entry(for: tool).breaker?.state == .open else { return }
        throw AssayError(.breakerOpen, "its circuit breaker lets no call through", isRetryable: true)
    }

    /// Goes on with what is recorded of a run, or starts it.
    private func step(
        _ choice: Choice,
        _ known: StoredRun?,
        _ call: inout ReliableCall,
        _ prior: PriorRuns
    ) async throws -> CallStep {
        guard let known, known.plan.meta.tool.name == choice.tool.descriptor.name, let trail = call.trail else {
            return .run(try start(choice, &call, prior))
        }
        if let bundle = known.bundle { return .recorded(bundle) }
        do throws(AssayError) {
            return .run(try await resume(known, with: choice.tool, call, in: trail.store, prior))
        } catch {
            // It cannot go on, perhaps because its process lives after all: the call begins anew, under another id.
            call.trail = nil
            return .run(try start(choice, &call, prior))
        }
    }

    private func resume(
        _ known: StoredRun,
        with tool: any Tool,
        _ call: ReliableCall,
        in store: any RunStore,
        _ prior: PriorRuns
    ) async throws(AssayError) -> Run {
        try engine.resume(
            try await store.resume(known.plan.execution.runID),
            with: tool,
            in: store,
            rule: nil,
            request: call.request,
            context: call.config.runContext,
            maxParallel: nil,
            acceptsChanges: false,
            policy: policy(for: tool.descriptor, idempotencyKey: call.config.idempotencyKey),
            prior: prior
        )
    }

    /// A planner may choose another tool by now than the one that was begun.
    private func recorded(_ known: StoredRun, over choice: Choice) -> Choice {
        let name = known.plan.meta.tool.name
        guard name != choice.tool.descriptor.name, let tool = try? registry.tool(for: known.plan.meta.tool) else {
            return choice
        }
        return Choice(tool: tool, options: choice.options, fallbacks: reliability.fallbacks[name] ?? [])
    }

    private func start(_ choice: Choice, _ call: inout ReliableCall, _ prior: PriorRuns) throws(AssayError) -> Run {
        let tool = choice.tool.descriptor
        var notes = call.passedOver.dropFirst(call.toldOf).map {
            "\($0.tool) is passed over as a substitute: \($0.error.message)"
        }
        call.toldOf = call.passedOver.count
        if let failed = prior.substituted.last?.tool.name {
            notes.append("\(failed) gave no valid answer; \(tool.name) is asked in its place, as declared")
        }
        return try engine.start(
            choice.tool,
            request: call.request,
            options: choice.options,
            context: call.config.runContext,
            reusing: [],
            notes: notes,
            policy: policy(for: tool, idempotencyKey: call.config.idempotencyKey),
            prior: prior,
            runID: call.trail?.id(after: prior.substituted.count)
        )
    }
}
