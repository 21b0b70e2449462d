/// How a model works, as far as somebody measured it.
public struct ModelPerformance: Sendable, Hashable {
    /// The usual time to a whole answer, in milliseconds.
    public var latencyMS: Double?
    /// How fast it writes.
    public var tokensPerSecond: Double?
    /// How often it is right, from 0 to 1.
    public var accuracy: Double?

    /// Describes how a model works.
    public init(latencyMS: Double? = nil, tokensPerSecond: Double? = nil, accuracy: Double? = nil) {
        self.latencyMS = latencyMS
        self.tokensPerSecond = tokensPerSecond
        self.accuracy = accuracy
    }
}
