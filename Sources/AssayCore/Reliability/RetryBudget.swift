/// A bucket of tokens that keeps retries a small share of all calls.
///
/// The first attempt of a call puts ``ratio`` of a token in, up to ``capacity``; a retry takes a whole one out, and without
/// one there is none. Over n calls there are thus at most `capacity + ratio · n` retries: with the defaults the load on a
/// tool that always fails tends to 1.1 times that of its calls, not 4 times as with three retries each.
public struct RetryBudget: Sendable, Hashable {
    /// The most tokens held, and how many there are at first.
    public let capacity: Double
    /// What a call puts in.
    public let ratio: Double
    /// What is there.
    public private(set) var tokens: Double

    /// Creates a full bucket.
    public init(capacity: Double = 10, ratio: Double = 0.1) {
        self.capacity = max(0, capacity)
        self.ratio = max(0, ratio)
        tokens = self.capacity
    }

    /// Notes the first attempt of a call.
    public mutating func noteCall() { tokens = min(capacity, tokens + ratio) }

    /// Takes a token for a retry.
    ///
    /// - Returns: whether there was one.
    public mutating func takeRetry() -> Bool {
        // Ten times 0.1 must make a token.
        guard tokens >= 1 - 1e-9 else { return false }
        tokens = max(0, tokens - 1)
        return true
    }
}
