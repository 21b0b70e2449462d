public import AssayCore
public import AssayStatistics

extension Engine {
    /// Finishes a run whose process died: exactly the replicates that are not on record are run.
    ///
    /// It keeps its id, and its record goes on in the store. What was reserved for attempts that never ended counts as used.
    /// The evidence is that of a run that was never interrupted, unless a budget has been spent on attempts that were lost.
    ///
    /// - Parameters:
    ///   - run: What ``RunStore/resume(_:)`` returned.
    ///   - tool: The tool of the run.
    ///   - store: The store that holds the run.
    ///   - rule: The stopping rule, where it is the caller's own, which no file can hold.
    ///   - request: The request, where the store holds only its hash.
    ///   - context: Who watches; task, metadata, trace id and store are the run's.
    ///   - maxParallel: The most replicates in flight at once; `nil` takes the run's own limit.
    ///   - acceptsChanges: Whether the tool's file may be another one than at the beginning.
    /// - Returns: the run.
    /// - Throws: ``AssayError/Code/unknownOutcome`` when a tool that must not be called twice was being called;
    ///   ``AssayError`` when the run is over, the tool or the request is another one, or the options cannot be used.
    public func resume(
        _ run: StoredRun,
        with tool: any Tool,
        in store: any RunStore,
        rule: (any StoppingRule)? = nil,
        request: Value? = nil,
        context: RunContext = RunContext(),
        maxParallel: Int? = nil,
        acceptsChanges: Bool = false
    ) throws(AssayError) -> Run {
        try resume(
            run,
            with: tool,
            in: store,
            rule: rule,
            request: request,
            context: context,
            maxParallel: maxParallel,
            acceptsChanges: acceptsChanges,
            policy: nil
        )
    }

    func resume(
        _ run: StoredRun,
        with tool: any Tool,
        in store: any RunStore,
        rule: (any StoppingRule)?,
        request: Value?,
        context: RunContext,
        maxParallel: Int?,
        acceptsChanges: Bool,
        policy: AttemptPolicy?,
        prior: PriorRuns? = nil
    ) throws(AssayError) -> Run {
        let plan = run.plan
        try Self.check(run, tool.descriptor, underKey: policy?.idempotencyKey != nil)
        var options = try Self.options(of: plan, with: tool, rule: rule)
        options.maxParallel = maxParallel ?? plan.execution.maxParallel
        if plan.meta.seedsGiven { options.seeds = plan.givenSeeds }
        let changes = Self.notes(plan, tool)
        if let change = changes.first, !acceptsChanges {
            throw AssayError(.invalidArgument, "the run cannot go on as it began: \(change)")
        }
        var context = context
        context.metadata = plan.meta.metadata
        context.task = plan.meta.task
        context.traceID = plan.execution.traceID
        context.requestID = plan.execution.requestID
        context.keepsRequest = plan.meta.request != nil
        context.store = store
        return try start(
            tool,
            request: try Self.request(of: plan, given: request),
            options: options,
            context: context,
            reusing: run.replicates,
            notes: [run.resumptionNote] + changes,
            policy: policy,
            prior: prior ?? PriorRuns(substituted: plan.meta.substituted),
            history: RunHistory(run)
        )
    }

    private static func check(_ run: StoredRun, _ tool: ToolDescriptor, underKey hasKey: Bool) throws(AssayError) {
        guard run.bundle == nil else { throw .runIsOver }
        guard tool.isRepeatable(underKey: hasKey) || run.openAttempts.isEmpty else {
            throw AssayError(
                .unknownOutcome,
                "the run was cut short while \(tool.name) was being called, which must not be called twice: look what it "
                    + "has done; the run cannot be finished"
            )
        }
    }
}

extension StoredRun {
    /// What the user should know before the run goes on.
    fileprivate var resumptionNote: String {
        let lost = openAttempts.count
        return "the run was interrupted and goes on: \(replicates.count) replicates are on record"
            + (lost == 0 ? "" : "; attempts that never ended count with what was reserved for them: \(lost)")
    }
}
