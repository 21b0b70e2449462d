public import AssayCore
internal import AssayStatistics

/// Runs a tool K times under known seeds and computes the evidence.
public struct Engine: Sendable {
    private let executor: any ReplicateExecutor
    let clock: any Clock<Duration>
    let random: @Sendable () -> UInt64

    /// Creates an engine.
    ///
    /// - Parameters:
    ///   - executor: Where replicates run.
    ///   - clock: What limits and times are measured with.
    ///   - random: Where run and trace ids are drawn from; evidence never depends on it.
    public init(
        executor: any ReplicateExecutor = InProcessExecutor(),
        clock: any Clock<Duration> = ContinuousClock(),
        random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
    ) {
        self.executor = executor
        self.clock = clock
        self.random = random
    }

    /// Starts a run.
    ///
    /// - Parameters:
    ///   - tool: What is run.
    ///   - request: An object that meets the tool's input schema.
    ///   - options: How often, under which seeds and within which limits.
    ///   - context: What the run is for, and who watches.
    /// - Returns: the run, which has begun.
    /// - Throws: ``AssayError`` for options, a request or a schema that cannot be used; nothing has run then.
    public func start(
        _ tool: any Tool,
        request: Value,
        options: BundleOptions = BundleOptions(),
        context: RunContext = RunContext()
    ) throws(AssayError) -> Run {
        try start(tool, request: request, options: options, context: context, reusing: [])
    }

    func start(
        _ tool: any Tool,
        request: Value,
        options: BundleOptions,
        context: RunContext,
        reusing replicates: [Replicate],
        notes: [String] = [],
        policy: AttemptPolicy? = nil,
        prior: PriorRuns = PriorRuns(),
        history: RunHistory = RunHistory(),
        runID: String? = nil
    ) throws(AssayError) -> Run {
        try options.validate()
        let descriptor = tool.descriptor
        try descriptor.validate()
        try Self.check(request, descriptor, k: options.k)
        var builder = BundleBuilder(
            tool: descriptor,
            request: request,
            options: options,
            task: context.task,
            metadata: context.metadata,
            keepsRequest: context.keepsRequest
        )
        builder.substitute(for: prior.substituted)
        let outputSchema = options.outputSchema ?? descriptor.outputSchema
        // Once, because asking the system for chance takes longer than a short answer.
        let chance = random()
        let session = RunSession(
            RunPlan(
                tool: tool,
                abilities: ToolAbilities(tool),
                request: request,
                options: options,
                toolOptions: .object(descriptor.options(merging: options.toolOptions)),
                runID: history.runID ?? runID ?? Self.runID(chance),
                traceID: try Self.traceID(context, chance),
                requestID: context.requestID,
                server: context.server,
                executor: executor,
                timeline: Timeline(clock: clock),
                check: try OutputCheck(schema: outputSchema, perReplicate: options.perReplicateBudget),
                judge: try StopJudge(
                    rule: options.stoppingRule,
                    outputSchema: outputSchema,
                    horizon: options.k,
                    minimumConfidence: options.minimumConfidence
                ),
                summarizer: try Summarizer(schema: outputSchema, horizon: options.k, delta: options.delta),
                builder: builder,
                observer: context.observer,
                redactor: context.redactor,
                policy: policy,
                prior: prior,
                store: context.store,
                reused: replicates,
                history: history,
                notes: notes
            )
        )
        session.start()
        return Run(session)
    }

    private static func check(_ request: Value, _ descriptor: ToolDescriptor, k: Int) throws(AssayError) {
        guard request.object != nil else { throw AssayError(.invalidRequest, "a request must be a JSON object") }
        if k > 1 && !descriptor.supportsBundle {
            throw AssayError(.invalidArgument, "\(descriptor.name) has side effects: k must be 1")
        }
        guard let schema = descriptor.inputSchema else { return }
        let violations = try Schema(schema).validate(request)
        guard !violations.isEmpty else { return }
        let places = violations.prefix(3).map {
            "\($0.instanceLocation.isEmpty ? "request" : $0.instanceLocation): \($0.message)"
        }
        throw AssayError(
            .invalidRequest,
            "the request breaks the input schema of \(descriptor.name): \(places.joined(separator: "; "))"
        )
    }

    /// An id no run has.
    func freshRunID() -> String { Self.runID(random()) }

    /// A W3C trace id nobody has used.
    func freshTraceID() -> String { Self.traceID(random()) }

    private static func runID(_ chance: UInt64) -> String { "run-" + chance.hexadecimal }

    /// From 64 bits of chance: some thousand million runs are told apart, as by the ids of runs.
    private static func traceID(_ chance: UInt64) -> String {
        let (first, second) = (SplitMix64.output(at: 0, seed: chance), SplitMix64.output(at: 1, seed: chance) | 1)
        return first.hexadecimal + second.hexadecimal
    }

    private static func traceID(_ context: RunContext, _ chance: UInt64) throws(AssayError) -> String {
        guard let given = context.traceID else { return traceID(chance) }
        let isLegal =
            given.utf8.count == 32 && given.utf8.contains { $0 != UInt8(ascii: "0") }
            && given.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard isLegal else {
            throw AssayError(.invalidArgument, "trace_id must be 32 lower-case hexadecimal digits, not all 0")
        }
        return given
    }
}

extension UInt64 {
    /// Sixteen lower-case hexadecimal digits.
    fileprivate var hexadecimal: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
