/// How one call of a model went.
public struct ModelOutcome: Sendable, Hashable {
    /// The model's id.
    public var model: String
    /// The name of what was to be done.
    public var task: String
    /// Whether it answered.
    public var isSuccess: Bool
    /// How long it took, in milliseconds.
    public var latencyMS: Int64
    /// What it cost, in US dollars; `nil` when unknown.
    public var costUSD: Double?
    /// The tokens it wrote; `nil` when unknown.
    public var outputTokens: Int64?

    /// Describes a call.
    public init(
        model: String,
        task: String,
        isSuccess: Bool,
        latencyMS: Int64,
        costUSD: Double?,
        outputTokens: Int64? = nil
    ) {
        self.model = model
        self.task = task
        self.isSuccess = isSuccess
        self.latencyMS = latencyMS
        self.costUSD = costUSD
        self.outputTokens = outputTokens
    }

    /// How good that was, from 0 to 1.
    ///
    /// 0 for a failure, otherwise `1 − min(s / 10, 0.5) − min(100 · c, 0.3)` for `s` seconds and `c` US dollars; an unknown
    /// cost takes the whole 0.3.
    public var reward: Double {
        guard isSuccess else { return 0 }
        let slowness = min(max(0, Double(latencyMS)) / 10_000, 0.5)
        return 1 - slowness - min(costUSD.map { max(0, $0) * 100 } ?? 0.3, 0.3)
    }
}
