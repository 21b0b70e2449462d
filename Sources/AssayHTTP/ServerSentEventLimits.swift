/// How much a server-sent event stream may hold.
public struct ServerSentEventLimits: Sendable, Hashable {
    /// The most bytes of one event, with its field names.
    public var maxEventBytes: Int
    /// The most events of a stream.
    public var maxEvents: Int

    /// Creates limits.
    public init(maxEventBytes: Int = 8 << 20, maxEvents: Int = 100_000) {
        self.maxEventBytes = maxEventBytes
        self.maxEvents = maxEvents
    }
}
