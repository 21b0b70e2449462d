/// How a run was carried out: everything that may differ between two runs with the same evidence.
///
/// None of it enters ``EvidenceBundle/digest``.
public struct ExecutionRecord: Sendable, Hashable {
    /// The run's id.
    public var runID: String
    /// The W3C trace id.
    public var traceID: String
    /// The caller's id for the request.
    public var requestID: String?
    /// Where replicates ran: `in_process` or `worker`.
    public var executor: String
    /// What kept the tool from doing harm: `on`, `off`, or what was missing; `nil` for a tool in this process.
    public var sandbox: String?
    /// The most replicates in flight at once.
    public var maxParallel: Int
    /// Launches that had to wait for results of earlier ones.
    public var rounds: Int
    /// Replicates that ran beyond the point where the run ended, and were discarded.
    public var discarded: Int
    /// What the discarded replicates are known to have used.
    public var discardedUsage: Usage?
    /// Replicates taken over from an earlier bundle.
    public var reused: Int
    /// The file of the plugin or library.
    public var toolPath: String?
    /// SHA-256 of that file.
    public var toolSHA256: String?
    /// SHA-256 of the manifest's entry, for a function that a manifest describes.
    public var toolManifestSHA256: String?
    /// The address of the server that answered, where the caller named one in place of the usual.
    public var server: String?

    /// Creates a record.
    public init(
        runID: String,
        traceID: String,
        requestID: String? = nil,
        executor: String,
        sandbox: String? = nil,
        maxParallel: Int,
        rounds: Int = 0,
        discarded: Int = 0,
        discardedUsage: Usage? = nil,
        reused: Int = 0,
        toolPath: String? = nil,
        toolSHA256: String? = nil,
        toolManifestSHA256: String? = nil,
        server: String? = nil
    ) {
        self.runID = runID
        self.traceID = traceID
        self.requestID = requestID
        self.executor = executor
        self.sandbox = sandbox
        self.maxParallel = maxParallel
        self.rounds = rounds
        self.discarded = discarded
        self.discardedUsage = discardedUsage
        self.reused = reused
        self.toolPath = toolPath
        self.toolSHA256 = toolSHA256
        self.toolManifestSHA256 = toolManifestSHA256
        self.server = server
    }
}
