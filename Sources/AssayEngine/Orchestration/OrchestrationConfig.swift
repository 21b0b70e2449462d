public import AssayCore

/// Limits and identity of one orchestrated run.
public struct OrchestrationConfig: Sendable {
    /// The most replicates in flight at once: 1 to 1,024.
    public var maxParallel: Int
    /// The time limit of the whole run; under an idempotency key also how long to wait for somebody else who runs the call.
    public var timeout: Duration?
    /// The most all replicates together may use; reserved before each attempt.
    public var budget: Budget
    /// How many replicates a round launches.
    public var rounds: BundleOptions.Rounds
    /// What any answer must meet.
    public var quality: QualityRequirements
    /// Free data, written into the bundle.
    public var metadata: Object
    /// What the run is for, in a few words; written into the bundle.
    public var task: String?
    /// The W3C trace id to continue: 32 lower-case hexadecimal digits, not all zero.
    public var traceID: String?
    /// The caller's id for the request, in any form.
    public var requestID: String?
    /// Whether the request is written into the bundle; without it, extending and verifying ask for it again.
    public var keepsRequest: Bool
    /// Receives every event in order, on the thread where it happens; must return at once.
    public var observer: (@Sendable (Event) -> Void)?
    /// Rewrites what an event says before anybody sees it; must return at once.
    public var redactor: (@Sendable (Event.Kind) -> Event.Kind)?
    /// Under one key a ``ReliableOrchestrator`` runs one call once; 1 to 255 bytes.
    public var idempotencyKey: String?
    /// Where the run is recorded while it goes on, and those of its substitutes; when there is an output, everything is on
    /// record.
    public var store: (any RunStore)?

    /// Creates a configuration; without arguments nothing but parallelism is limited.
    public init(
        maxParallel: Int = 10,
        timeout: Duration? = nil,
        budget: Budget = Budget(),
        rounds: BundleOptions.Rounds = .fewest,
        quality: QualityRequirements = QualityRequirements(),
        metadata: Object = [:],
        task: String? = nil,
        traceID: String? = nil,
        requestID: String? = nil,
        keepsRequest: Bool = true,
        observer: (@Sendable (Event) -> Void)? = nil,
        redactor: (@Sendable (Event.Kind) -> Event.Kind)? = nil,
        idempotencyKey: String? = nil,
        store: (any RunStore)? = nil
    ) {
        self.maxParallel = maxParallel
        self.timeout = timeout
        self.budget = budget
        self.rounds = rounds
        self.quality = quality
        self.metadata = metadata
        self.task = task
        self.traceID = traceID
        self.requestID = requestID
        self.keepsRequest = keepsRequest
        self.observer = observer
        self.redactor = redactor
        self.idempotencyKey = idempotencyKey
        self.store = store
    }

    /// What the run is told about its purpose and its watchers.
    var runContext: RunContext {
        RunContext(
            task: task,
            metadata: metadata,
            requestID: requestID,
            traceID: traceID,
            keepsRequest: keepsRequest,
            observer: observer,
            redactor: redactor,
            store: store
        )
    }

    /// The options of a run under this configuration.
    var bundleOptions: BundleOptions {
        BundleOptions(
            k: max(BundleOptions().k, quality.minimumReplicates ?? 1),
            rounds: rounds,
            maxParallel: maxParallel,
            globalBudget: budget,
            deadline: timeout,
            minimumConfidence: quality.minimumConfidence
        )
    }
}
