public import AssayCore
public import AssayHTTP

/// Carries requests to a provider and brings the replies; knows the address and the key.
public protocol ModelTransport: Sendable {
    /// Sends a request and waits for the head of the reply.
    ///
    /// A status of failure is a reply. Failures to get one are ``AssayCore/AssayError`` with a code that begins with
    /// `http_`; cancelling the task ends the call and throws.
    func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply
}

/// A provider's reply, whose body is read while it arrives.
public struct WireReply: Sendable {
    /// The HTTP status.
    public let status: Int
    /// The header fields.
    public let headers: HTTPHeaders
    /// Waits for the next piece of the body; `nil` after its end.
    ///
    /// The call ends when this closure is dropped.
    public let nextPiece: @Sendable () async throws -> [UInt8]?
    /// Whether the reply was kept from an earlier call, so that it costs nothing now.
    public var isFromCache = false
    /// What is struck out of the answer once more after it was read, such as a key that came in pieces.
    public var secrets = SecretRedactor([])
    /// To be called once the body has been read and is a good answer; only then a cache keeps it.
    public var accept: @Sendable () async -> Void = {}

    /// Creates a reply.
    public init(status: Int, headers: HTTPHeaders, nextPiece: @escaping @Sendable () async throws -> [UInt8]?) {
        self.status = status
        self.headers = headers
        self.nextPiece = nextPiece
    }
}
