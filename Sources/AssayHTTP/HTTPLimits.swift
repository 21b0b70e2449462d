/// How long a request may take and how large its response may be.
public struct HTTPLimits: Sendable, Hashable {
    /// The time until the connection stands, with name resolution, TLS and the wait for one to become free.
    public var connect: Duration
    /// The time from the connection until the head of the response is there.
    public var firstByte: Duration
    /// The time between two pieces of the body; time in which nobody takes what has arrived does not count.
    public var idle: Duration
    /// The time for everything.
    public var total: Duration
    /// The most bytes of a body, counted after decompression.
    public var maxBodyBytes: Int
    /// The most bytes of all header fields, with those of interim responses and trailers.
    public var maxHeaderBytes: Int

    /// Creates limits; times above 30 days count as that.
    public init(
        connect: Duration = .seconds(10),
        firstByte: Duration = .seconds(120),
        idle: Duration = .seconds(60),
        total: Duration = .seconds(600),
        maxBodyBytes: Int = 32 << 20,
        maxHeaderBytes: Int = 256 << 10
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.total = total
        self.maxBodyBytes = maxBodyBytes
        self.maxHeaderBytes = maxHeaderBytes
    }
}
