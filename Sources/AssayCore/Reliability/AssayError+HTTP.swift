/// Failures of calls over HTTP.
///
/// The first six say that the server cannot have seen the request; after any other it may have acted on it.
extension AssayError.Code {
    /// An HTTP request that breaks the rules for addresses, methods or headers; nothing was sent.
    public static let httpInvalidRequest = Self(rawValue: "http_invalid_request")
    /// A request without encryption to another machine, which nobody has allowed; nothing was sent.
    public static let httpNotEncrypted = Self(rawValue: "http_not_encrypted")
    /// A server whose name has no address; nothing was sent.
    public static let httpNameResolution = Self(rawValue: "http_name_resolution")
    /// A server that accepts no connection; nothing was sent.
    public static let httpUnreachable = Self(rawValue: "http_unreachable")
    /// A server with which no secure connection comes about; nothing was sent.
    public static let httpTLS = Self(rawValue: "http_tls")
    /// A connection that was not there in time; nothing was sent.
    public static let httpConnectTimeout = Self(rawValue: "http_connect_timeout")
    /// A response that did not begin in time.
    public static let httpFirstByteTimeout = Self(rawValue: "http_first_byte_timeout")
    /// A response that stopped in the middle.
    public static let httpIdleTimeout = Self(rawValue: "http_idle_timeout")
    /// A response that had not ended in time.
    public static let httpTotalTimeout = Self(rawValue: "http_total_timeout")
    /// A connection that was lost before the response had ended.
    public static let httpInterrupted = Self(rawValue: "http_interrupted")
    /// A response over a size limit.
    public static let httpTooLarge = Self(rawValue: "http_too_large")
    /// A response that breaks the protocol.
    public static let httpProtocol = Self(rawValue: "http_protocol")
}

extension AssayError {
    /// Whether the server of a failed HTTP call can have seen the request, and so may have acted on it.
    public var mayHaveReachedServer: Bool { !Self.beforeSending.contains(code) }

    private static let beforeSending: Set<Code> = [
        .httpInvalidRequest, .httpNotEncrypted, .httpNameResolution, .httpUnreachable, .httpTLS, .httpConnectTimeout,
    ]
}
