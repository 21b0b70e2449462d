/// What holds for all requests of a client.
public struct HTTPClientConfiguration: Sendable, Hashable {
    /// A file with certificates (PEM) to trust beside those of the system; certificates are always checked.
    public var extraCertificates: String?
    /// Whether `http://` is allowed for other machines than this one.
    public var allowsPlainHTTP: Bool
    /// The `user-agent` of requests that name none.
    public var userAgent: String
    /// The most connections to one host at a time, for which other requests wait; 0 for any number.
    public var maxConnectionsPerHost: Int
    /// How many bytes of a streamed body are kept before the server has to wait.
    public var streamBufferBytes: Int

    /// Creates a configuration.
    public init(
        extraCertificates: String? = nil,
        allowsPlainHTTP: Bool = false,
        userAgent: String = "assay",
        maxConnectionsPerHost: Int = 0,
        streamBufferBytes: Int = 256 << 10
    ) {
        self.extraCertificates = extraCertificates
        self.allowsPlainHTTP = allowsPlainHTTP
        self.userAgent = userAgent
        self.maxConnectionsPerHost = maxConnectionsPerHost
        self.streamBufferBytes = streamBufferBytes
    }
}
