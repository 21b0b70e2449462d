/// A line in the list of runs.
public struct RunRecord: Sendable, Hashable {
    /// The run's id.
    public var id: String
    /// When it began: milliseconds since the start of 1970, UTC.
    public var startedMS: Int64
    /// The tool.
    public var tool: String
    /// Replicates wanted.
    public var k: Int
    /// Replicates recorded.
    public var replicates: Int
    /// How it ended; `nil` while it goes on, or where it was interrupted.
    public var outcome: OutcomeKind?
    /// The digest of its bundle; `nil` where it has none.
    public var digest: String?

    /// Creates a record.
    public init(
        id: String,
        startedMS: Int64,
        tool: String,
        k: Int,
        replicates: Int,
        outcome: OutcomeKind? = nil,
        digest: String? = nil
    ) {
        self.id = id
        self.startedMS = startedMS
        self.tool = tool
        self.k = k
        self.replicates = replicates
        self.outcome = outcome
        self.digest = digest
    }
}

/// An attempt at a replicate, as a store keeps it.
public struct StoredAttempt: Sendable, Hashable {
    /// The place of the replicate, from 0.
    public var replicate: Int
    /// The number of the attempt, from 1.
    public var number: Int
    /// What was set aside for it.
    public var reserved: Usage
    /// What it came to; `nil` until it ends.
    public var ending: Attempt?

    /// Creates an attempt.
    public init(replicate: Int, number: Int, reserved: Usage, ending: Attempt? = nil) {
        self.replicate = replicate
        self.number = number
        self.reserved = reserved
        self.ending = ending
    }
}

/// What a store knows of a run.
public struct StoredRun: Sendable, Hashable {
    /// When it began: milliseconds since the start of 1970, UTC.
    public var startedMS: Int64
    /// What was to be run: a bundle without replicates.
    public var plan: EvidenceBundle
    /// The replicates recorded, in order.
    public var replicates: [Replicate]
    /// The attempts recorded, by replicate and number.
    public var attempts: [StoredAttempt]
    /// The evidence; `nil` while the run goes on, or where it was interrupted.
    public var bundle: EvidenceBundle?
    /// The number of the next event.
    public var nextEvent: Int

    /// Creates a run.
    public init(
        startedMS: Int64,
        plan: EvidenceBundle,
        replicates: [Replicate] = [],
        attempts: [StoredAttempt] = [],
        bundle: EvidenceBundle? = nil,
        nextEvent: Int = 0
    ) {
        self.startedMS = startedMS
        self.plan = plan
        self.replicates = replicates
        self.attempts = attempts
        self.bundle = bundle
        self.nextEvent = nextEvent
    }

    /// The attempts that began and never ended: what was reserved for them counts as used.
    public var openAttempts: [StoredAttempt] { attempts.filter { $0.ending == nil } }

    /// The run as a line in a list.
    public var record: RunRecord {
        RunRecord(
            id: plan.execution.runID,
            startedMS: startedMS,
            tool: plan.meta.tool.name,
            k: plan.meta.k,
            replicates: bundle?.replicates.count ?? replicates.count,
            outcome: bundle?.outcome,
            digest: bundle?.digest
        )
    }
}
