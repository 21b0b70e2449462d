/// What a model did at a kind of task, over its latest calls.
public struct ModelTotals: Sendable, Hashable {
    /// How many calls count, the latest ones.
    public static let window = 1000

    /// How often it was asked.
    public var attempts: Int64
    /// The sum of its rewards, each from 0 to 1.
    public var rewards: Double
    /// How often it answered.
    public var successes: Int64
    /// The time of the calls it answered, in milliseconds.
    public var latencyMS: Int64
    /// What the calls cost whose cost is known, in US dollars.
    public var costUSD: Double
    /// How many calls these are.
    public var pricedCalls: Int64
    /// The tokens of the answers whose tokens are known.
    public var outputTokens: Int64
    /// The time these answers took, in milliseconds.
    public var writingMS: Int64

    /// Creates totals.
    public init(
        attempts: Int64 = 0,
        rewards: Double = 0,
        successes: Int64 = 0,
        latencyMS: Int64 = 0,
        costUSD: Double = 0,
        pricedCalls: Int64 = 0,
        outputTokens: Int64 = 0,
        writingMS: Int64 = 0
    ) {
        self.attempts = attempts
        self.rewards = rewards
        self.successes = successes
        self.latencyMS = latencyMS
        self.costUSD = costUSD
        self.pricedCalls = pricedCalls
        self.outputTokens = outputTokens
        self.writingMS = writingMS
    }
}

extension ModelTotals {
    /// Adds a call.
    public mutating func add(_ outcome: ModelOutcome) {
        attempts += 1
        rewards += outcome.reward
        if let cost = outcome.costUSD, cost.isFinite {
            costUSD += cost
            pricedCalls += 1
        }
        guard outcome.isSuccess else { return }
        successes += 1
        latencyMS = Self.sum(latencyMS, outcome.latencyMS)
        if let tokens = outcome.outputTokens {
            outputTokens = Self.sum(outputTokens, tokens)
            writingMS = Self.sum(writingMS, outcome.latencyMS)
        }
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(max(0, right))
        return overflow ? .max : sum
    }

    /// The share of calls it answered; `nil` before the first.
    public var successRate: Double? { attempts > 0 ? Double(successes) / Double(attempts) : nil }

    /// The mean time to an answer, in milliseconds; `nil` where it never answered.
    public var meanLatencyMS: Double? { successes > 0 ? Double(latencyMS) / Double(successes) : nil }

    /// The mean cost of a call, in US dollars; `nil` where none is known.
    public var meanCostUSD: Double? { pricedCalls > 0 ? costUSD / Double(pricedCalls) : nil }

    /// How fast it writes, its thinking included; `nil` where no answer said how long it is.
    public var tokensPerSecond: Double? { writingMS > 0 ? Double(outputTokens) * 1000 / Double(writingMS) : nil }

    /// As an object.
    public var document: Value {
        [
            "calls": .integer(attempts), "mean_reward": .orNull(attempts > 0 ? rewards / Double(attempts) : nil),
            "success_rate": .orNull(successRate), "mean_latency_ms": .orNull(meanLatencyMS),
            "mean_cost_usd": .orNull(meanCostUSD), "tokens_per_second": .orNull(tokensPerSecond),
        ]
    }
}
