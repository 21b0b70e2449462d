/// What was run, and how far it got.
public struct BundleMetadata: Sendable, Hashable {
    /// Which tool answered.
    public var tool: ToolIdentity
    /// What the run was for, in the caller's words.
    public var task: String?
    /// The model that answered, where all replicates had the same.
    public var model: String?
    /// The request; `nil` when the caller kept it out of the bundle.
    public var request: Value?
    /// SHA-256 of the request's canonical JSON.
    public var requestSHA256: String
    /// Options handed to the tool, defaults included.
    public var toolOptions: Object
    /// How many replicates were wanted.
    public var k: Int
    /// How many replicates the bundle holds, failed ones included.
    public var kCompleted: Int
    /// Whether the seeds were given by the caller.
    public var seedsGiven: Bool
    /// Given seeds that no replicate has used, because the run ended before.
    public var unusedSeeds: [UInt64]
    /// What the seeds were derived from, where the caller gave a root.
    public var rootSeed: UInt64?
    /// Whether answers repeat under the same seed, as the tool promises; a replicate may say otherwise of itself.
    public var seedHonoured: SeedPromise
    /// The stopping rule, as a user writes it.
    public var stopRule: String
    /// The error rate of the certificate.
    public var delta: Double
    /// The confidence below which the run abstains.
    public var minimumConfidence: Double?
    /// The time limit of one attempt, in milliseconds.
    public var timeoutMS: Int64?
    /// The time limit of the run, in milliseconds.
    public var deadlineMS: Int64?
    /// What ended the run.
    public var endedBy: Ending
    /// Whether the rule ended the run before K.
    public var earlyStopped: Bool
    /// Why the run ended before K.
    public var earlyStopReason: String?
    /// Limits in force.
    public var perReplicateBudget: Budget
    /// Limits in force over all replicates.
    public var globalBudget: Budget
    /// Where the output schema came from.
    public var schemaURI: String?
    /// The output schema the answers were checked against.
    public var outputSchema: Value?
    /// How long the run took.
    public var totalElapsedMS: Int64
    /// Free data of the caller.
    public var metadata: Object
    /// The tools asked before, which gave no valid answer; this one is their declared substitute.
    public var substituted: [Substitution] = []

    /// What gives the probability that the consensus is correct.
    public var calibrator: CorrectnessCalibrator?

    /// What ended a run.
    public enum Ending: String, Sendable, Hashable {
        /// All K replicates ran.
        case allReplicates = "all_replicates"
        /// The stopping rule held.
        case rule
        /// A limit allowed no further replicate.
        case budget
        /// The deadline passed.
        case deadline
        /// The caller cancelled.
        case cancelled
    }

    /// Whether a tool's answer is a function of its seed.
    public enum SeedPromise: String, Sendable, Hashable {
        /// A native or pure tool: the same seed gives the same answer.
        case guaranteed
        /// The tool tries, as hosted models do.
        case bestEffort = "best_effort"
        /// The seed does not reach what answers.
        case ignored

        /// What can be promised of several together.
        package static func weakest(of promises: some Sequence<SeedPromise>) -> SeedPromise {
            let promises = Set(promises)
            return promises.contains(.ignored) ? .ignored : promises.contains(.bestEffort) ? .bestEffort : .guaranteed
        }
    }

    /// Which tool answered.
    public struct ToolIdentity: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The version, as the author writes it.
        public var version: String
        /// What the tool is made of, where it stands for several.
        public var composition: ToolComposition?

        /// Creates an identity.
        public init(name: String, version: String, composition: ToolComposition? = nil) {
            self.name = name
            self.version = version
            self.composition = composition
        }
    }
}
