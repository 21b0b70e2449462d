public import AssayStatistics

/// How a tool is run K times.
public struct BundleOptions: Sendable {
    /// How many replicates are wanted: 1 to 1,000,000.
    public var k: Int
    /// One seed per replicate; `nil` derives them from ``rootSeed``.
    public var seeds: [UInt64]?
    /// What seeds are derived from; `nil` starts with the ten seeds 11, 23, 47 … 139.
    public var rootSeed: UInt64?
    /// The risk taken by the default stopping rule `stability(ε)`, in 0 … 1.
    public var epsilon: Double
    /// When to stop early; `nil` means `stability(epsilon)`.
    public var stop: (any StoppingRule)?
    /// Whether a round launches the fewest replicates that could end the run, or as many as may run at once.
    public var rounds: Rounds
    /// The most replicates in flight at once: 1 to 1,024.
    public var maxParallel: Int
    /// The most one replicate may use.
    public var perReplicateBudget: Budget
    /// The most all replicates together may use.
    public var globalBudget: Budget
    /// The time limit of one attempt.
    public var timeout: Duration?
    /// The time limit of the whole run.
    public var deadline: Duration?
    /// Below this confidence the run abstains; in 0 … 1.
    public var minimumConfidence: Double?
    /// Options handed to the tool, over its defaults; an object.
    public var toolOptions: Object
    /// A JSON Schema for outputs, in place of the tool's own.
    public var outputSchema: Value?
    /// Where that schema came from, as the caller wrote it.
    public var schemaURI: String?
    /// The error rate of the certificate, in 0 … 0.5.
    public var delta: Double
    /// What gives the probability that the consensus is correct; part of the bundle.
    public var calibrator: CorrectnessCalibrator?

    /// Creates options; the defaults are those of the original SDK where it has one.
    public init(
        k: Int = 3,
        seeds: [UInt64]? = nil,
        rootSeed: UInt64? = nil,
        epsilon: Double = 0.2,
        stop: (any StoppingRule)? = nil,
        rounds: Rounds = .fewest,
        maxParallel: Int = 10,
        perReplicateBudget: Budget = Budget(),
        globalBudget: Budget = Budget(),
        timeout: Duration? = nil,
        deadline: Duration? = nil,
        minimumConfidence: Double? = nil,
        toolOptions: Object = [:],
        outputSchema: Value? = nil,
        schemaURI: String? = nil,
        delta: Double = 0.05,
        calibrator: CorrectnessCalibrator? = nil
    ) {
        self.k = k
        self.seeds = seeds
        self.rootSeed = rootSeed
        self.epsilon = epsilon
        self.stop = stop
        self.rounds = rounds
        self.maxParallel = maxParallel
        self.perReplicateBudget = perReplicateBudget
        self.globalBudget = globalBudget
        self.timeout = timeout
        self.deadline = deadline
        self.minimumConfidence = minimumConfidence
        self.toolOptions = toolOptions
        self.outputSchema = outputSchema
        self.schemaURI = schemaURI
        self.delta = delta
        self.calibrator = calibrator
    }

    /// The rule in force.
    public var stoppingRule: any StoppingRule { stop ?? StabilityRule(epsilon: epsilon) }

    /// How many replicates a round launches.
    public enum Rounds: String, Sendable, Hashable {
        /// The fewest that could end the run; no paid call is wasted.
        case fewest
        /// As many as may run at once; for tools that cost nothing.
        case eager
    }
}

extension BundleOptions {
    /// Refuses options no run could follow.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` naming the option and what would be right.
    public func validate() throws(AssayError) {
        try require((1...1_000_000).contains(k), "k must be from 1 to 1,000,000")
        if let seeds {
            try require(seeds.count == k, "seeds must be as many as k: \(k) wanted, \(seeds.count) given")
            // An answer counted twice would pass for agreement.
            try require(Set(seeds).count == k, "seeds must all differ: two of them are equal")
        }
        try require(epsilon >= 0 && epsilon <= 1, "epsilon must be from 0 to 1")
        try require((1...1024).contains(maxParallel), "max_parallel must be from 1 to 1,024")
        try perReplicateBudget.validate(named: "per_replicate_budget")
        try globalBudget.validate(named: "global_budget")
        try require(timeout.map { $0 > .zero } ?? true, "timeout must be above 0")
        try require(deadline.map { $0 > .zero } ?? true, "deadline must be above 0")
        try require(minimumConfidence.map { $0 >= 0 && $0 <= 1 } ?? true, "minimum_confidence must be from 0 to 1")
        try require(
            schemaURI == nil || outputSchema != nil,
            "schema_uri must come with the schema it names: load it into the options first"
        )
        try require(delta > 0 && delta < 0.5, "delta must be above 0 and below 0.5")
    }

    private func require(_ condition: Bool, _ message: String) throws(AssayError) {
        guard condition else { throw AssayError(.invalidArgument, message) }
    }

    /// The seed of a replicate, in constant time.
    public func seed(at index: Int) -> UInt64 { seeds?[index] ?? SeedSequence(root: rootSeed).seed(at: index) }
}
