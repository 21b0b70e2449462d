internal import AssayCore

/// Everything about a run that is known before it starts.
struct RunPlan: Sendable {
    let tool: any Tool
    let abilities: ToolAbilities
    let request: Value
    let options: BundleOptions
    let toolOptions: Value
    let runID: String
    let traceID: String
    let requestID: String?
    let server: String?
    var executor: any ReplicateExecutor
    let timeline: Timeline
    let check: OutputCheck
    let judge: StopJudge
    let summarizer: Summarizer
    let builder: BundleBuilder
    let observer: (@Sendable (Event) -> Void)?
    let redactor: (@Sendable (Event.Kind) -> Event.Kind)?
    /// How attempts are made where one may not be enough; `nil` makes one.
    let policy: AttemptPolicy?
    /// What came before, where the run is that of a substitute.
    let prior: PriorRuns
    let store: (any RunStore)?
    let reused: [Replicate]
    /// What the run did before it was interrupted.
    let history: RunHistory
    /// What the user should know before anything runs.
    let notes: [String]

    /// How long an attempt that was asked to stop may take to do so.
    static let grace = Duration.milliseconds(250)
    /// How many replicates one batch call answers.
    static let batchSize = 4096

    /// Attempts at many seeds at once are made once only, so a policy takes seeds one by one.
    var batchTool: (any BatchTool)? { policy == nil ? abilities.batch : nil }

    /// What makes attempts one after the other on one thread, where nothing has to be done between them: no limit on a
    /// single one, nothing written down before it begins.
    var seriesExecutor: InProcessExecutor? {
        guard policy == nil, timeout == nil, store == nil, abilities.place == nil, abilities.batch == nil,
            options.perReplicateBudget.isUnlimited
        else { return nil }
        return executor as? InProcessExecutor
    }

    /// The tool, where the run is so short that it may answer on the thread that starts the run.
    func inlineTool(on executor: InProcessExecutor?) -> (any InlineTool)? {
        guard executor != nil, options.k <= Self.mostInline, reused.isEmpty else { return nil }
        return abilities.inline
    }

    /// The most replicates of a run that is over before a thread would have been woken.
    static let mostInline = 64

    /// When the run ends at the latest, on its timeline.
    var deadline: Duration? {
        options.deadline.map { max(.zero, min($0, .longestLimit) - prior.elapsed) }
    }

    /// The time limit of one attempt: the shorter of the timeout and the replicate's time budget.
    var timeout: Duration? {
        guard options.timeout != nil || options.perReplicateBudget.timeMS != nil else { return nil }
        let limits = [
            options.timeout, options.perReplicateBudget.timeMS.map { Duration.milliseconds($0) }, .longestLimit,
        ]
        return limits.compactMap(\.self).min()
    }

    /// A plugin in this process that is not flagged concurrent answers one call at a time.
    private var lanes: Int {
        if let place = abilities.place { return min(options.maxParallel, place.parallelCalls) }
        guard tool.descriptor.origin.sha256 != nil, !tool.descriptor.flags.contains(.concurrent) else {
            return options.maxParallel
        }
        return 1
    }

    /// The most one attempt can use, as far as anybody said.
    var worstCase: Usage {
        func smaller<T: Comparable>(_ left: T?, _ right: T?) -> T? { [left, right].compactMap(\.self).min() }
        let declared = tool.maximumUsage(of: request, options: toolOptions) ?? Usage()
        let timeMS = smaller(declared.timeMS, timeout?.wholeMilliseconds)
        return Usage(
            tokens: smaller(declared.tokens, options.perReplicateBudget.tokens),
            costUSD: smaller(declared.costUSD, options.perReplicateBudget.costUSD),
            timeMS: timeMS
        )
    }

    func scheduler(hasSeries: Bool) -> ReplicateScheduler {
        ReplicateScheduler(
            k: options.k,
            lanes: lanes,
            isEager: options.rounds == .eager,
            batchSize: batchTool == nil || !options.perReplicateBudget.isUnlimited ? 1 : Self.batchSize,
            hasSeries: hasSeries,
            worstCase: worstCase,
            budget: options.globalBudget,
            reused: reused,
            keepsReused: !history.isResumed,
            spent: prior.charges + history.charges
        )
    }

    /// What writes the run down while it goes on.
    func recorder() -> RunRecorder? {
        store.map { RunRecorder($0, runID: runID, reserved: worstCase, history: history) }
    }

    func execution(
        rounds: Int,
        discarded: [Replicate],
        abandoned: Int,
        lost: [Usage?] = []
    ) -> ExecutionRecord {
        let origin = tool.descriptor.origin
        return ExecutionRecord(
            runID: runID,
            traceID: traceID,
            requestID: requestID,
            executor: abilities.place?.executor ?? executor.name,
            sandbox: abilities.place?.sandbox,
            maxParallel: options.maxParallel,
            rounds: rounds,
            discarded: discarded.count + abandoned,
            discardedUsage: discarded.isEmpty && lost.isEmpty ? nil : Usage.total(discarded.map(\.spent) + lost),
            reused: reused.count,
            toolPath: origin.path,
            toolSHA256: origin.sha256,
            toolManifestSHA256: origin.manifestSHA256,
            server: server
        )
    }
}

/// What a tool can do besides answering one call, found out once: a question to the runtime takes longer than a short answer.
struct ToolAbilities: Sendable {
    let batch: (any BatchTool)?
    let inline: (any InlineTool)?
    /// Where the calls of an isolated tool run, whatever the executor.
    let place: ExecutionPlace?

    init(_ tool: any Tool) {
        batch = tool as? any BatchTool
        inline = tool as? any InlineTool
        place = (tool as? any IsolatedTool)?.place
    }
}
