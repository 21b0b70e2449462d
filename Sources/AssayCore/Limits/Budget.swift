/// The most a replicate or a run may use; `nil` means no limit.
public struct Budget: Sendable, Hashable {
    /// Tokens, read and written together.
    public var tokens: Int64?
    /// Money, in US dollars.
    public var costUSD: Double?
    /// Time spent inside the tool, summed over replicates, in milliseconds.
    public var timeMS: Int64?

    /// Creates a budget; without arguments it limits nothing.
    public init(tokens: Int64? = nil, costUSD: Double? = nil, timeMS: Int64? = nil) {
        self.tokens = tokens
        self.costUSD = costUSD
        self.timeMS = timeMS
    }

    /// Whether nothing is limited.
    public var isUnlimited: Bool { tokens == nil && costUSD == nil && timeMS == nil }

    /// Refuses limits that no run could meet.
    ///
    /// - Parameters:
    ///   - name: What the budget is called in messages.
    ///   - mayBeNothing: Whether a limit may be 0, which leaves no room for anything.
    /// - Throws: ``AssayError/Code/invalidArgument`` for a limit that is not above 0, or not a number.
    public func validate(named name: String, mayBeNothing: Bool = false) throws(AssayError) {
        func check(_ limit: Double?, _ key: String) throws(AssayError) {
            guard let limit else { return }
            guard limit.isFinite, limit > 0 || mayBeNothing && limit == 0 else {
                let range = mayBeNothing ? "from 0" : "above 0"
                throw AssayError(.invalidArgument, "\(name).\(key) must be a number \(range)")
            }
        }
        try check(tokens.map(Double.init), "tokens")
        try check(costUSD, "cost_usd")
        try check(timeMS.map(Double.init), "time_ms")
    }
}

extension Budget {
    /// Reads `tokens=2000,cost_usd=0.5,time_ms=60000`, with any of the three keys.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` naming the key that is unknown, repeated or not a number above 0.
    public init(parsing text: String) throws(AssayError) {
        self.init()
        var seen: Set<Substring> = []
        // Four parts are one too many already; the rest of a long text is not looked at.
        for part in text.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pieces.count == 2, seen.insert(pieces[0]).inserted else {
                throw AssayError(
                    .invalidArgument,
                    "a budget is written tokens=N,cost_usd=X,time_ms=N with each key at most once"
                )
            }
            try set(String(pieces[0]), String(pieces[1]))
        }
        try validate(named: "budget")
    }

    private mutating func set(_ key: String, _ text: String) throws(AssayError) {
        switch key {
        case "tokens": tokens = Int64(text)
        case "cost_usd": costUSD = Double(text)
        case "time_ms": timeMS = Int64(text)
        default:
            throw AssayError(
                .invalidArgument,
                "a budget has the keys tokens, cost_usd and time_ms; one given is none of them"
            )
        }
        if (key == "tokens" ? tokens == nil : key == "cost_usd" ? costUSD == nil : timeMS == nil) {
            throw AssayError(.invalidArgument, "budget.\(key) must be a number above 0")
        }
    }
}
