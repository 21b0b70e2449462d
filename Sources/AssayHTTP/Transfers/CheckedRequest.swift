internal import AssayCore

/// A request that is fit to be sent.
struct CheckedRequest: Sendable {
    let method: String
    /// The address as libcurl wrote it after reading it, so that what was checked is what is used.
    let url: String
    /// Scheme, host and port, for messages.
    let origin: String
    let isSecure: Bool
    let headers: [HTTPHeader]
    let body: [UInt8]
    let limits: HTTPLimits

    init(_ request: HTTPRequest, address: WebAddress, allowsPlainHTTP: Bool) throws(AssayError) {
        guard address.isSecure || address.isLoopback || allowsPlainHTTP else {
            throw Self.invalid("\(address.origin) is not encrypted; use https, or allow plain HTTP", .httpNotEncrypted)
        }
        guard !request.method.isEmpty, request.method.utf8.allSatisfy(\.isTokenByte) else {
            throw Self.invalid("a method has letters, digits and !#$%&'*+-.^_`|~ only")
        }
        for header in request.headers { try Self.check(header) }
        method = request.method
        url = address.text
        origin = address.origin
        isSecure = address.isSecure
        headers = request.headers
        body = request.body
        limits = request.limits
    }

    /// Whether HTTP/2 may be used: over TLS only, and not with a large body.
    ///
    /// libcurl 7.88 waits for ever for a server that answers before it has read a body larger than its window, which is
    /// 65 535 bytes at first.
    var mayUseHTTP2: Bool { isSecure && body.count <= 60_000 }

    /// Whether sending the request twice is the same as sending it once (RFC 9110, section 9.2.2).
    var isIdempotent: Bool { ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"].contains(method) }

    static func invalid(_ reason: String, _ code: AssayError.Code = .httpInvalidRequest) -> AssayError {
        AssayError(code, "Bad HTTP request: \(reason).")
    }

    private static func check(_ header: HTTPHeader) throws(AssayError) {
        guard !header.name.isEmpty, header.name.utf8.allSatisfy(\.isTokenByte) else {
            throw invalid("the name of a header field has letters, digits and !#$%&'*+-.^_`|~ only")
        }
        guard !framing.contains(header.name.lowercased()) else {
            throw invalid("the header field \(header.name) is the client's own; leave it out")
        }
        guard header.value.allSatisfy(\.isHeaderByte) else {
            throw invalid("the value of the header field \(header.name) has characters other than printable ASCII")
        }
    }

    private static let framing: Set<String> = [
        "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive", "te", "trailer",
        "transfer-encoding", "upgrade",
    ]
}

extension UInt8 {
    /// Whether the byte may stand in a token (RFC 9110, section 5.6.2).
    fileprivate var isTokenByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(self)
        }
    }

    /// Whether the byte may stand in a value: printable ASCII, space and tab.
    fileprivate var isHeaderByte: Bool { self == 9 || (32...126).contains(self) }
}
