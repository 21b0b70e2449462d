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

extension WireReply {
    /// The provider's name for the HTTP request; `nil` where it gave none, or something that is no name.
    var requestID: String? {
        // As OpenAI and most others call it, and as Anthropic does.
        for name in ["x-request-id", "request-id"] {
            guard let id = headers[name], (1...128).contains(id.utf8.count) else { continue }
            if id.utf8.allSatisfy(Self.isOfName) { return id }
        }
        return nil
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "+"):
            true
        default: false
        }
    }
}

extension AssayError {
    /// The failure with the provider's name for the request, for its support.
    func naming(requestID: String?) -> AssayError {
        guard let requestID, code != .cancelled else { return self }
        return AssayError(
            code,
            "\(message) (request id \(requestID))",
            isRetryable: isRetryable,
            retryAfter: retryAfter
        )
    }
}
