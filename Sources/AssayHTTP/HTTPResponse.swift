/// A response with its whole body.
public struct HTTPResponse: Sendable {
    /// The status code, from 200 to 999; interim responses are left out.
    public let status: Int
    /// The header fields.
    public let headers: HTTPHeaders
    /// The body, decompressed; complete as far as the server said how long it is.
    ///
    /// A server that gives neither a length nor chunks ends its body by closing the connection, and then nobody can tell
    /// a lost connection from the end.
    public let body: [UInt8]

    init(head: ResponseHead, body: [UInt8]) {
        status = head.status
        headers = head.headers
        self.body = body
    }
}

/// What comes before a response's body.
struct ResponseHead: Sendable, Hashable {
    var status: Int
    var headers = HTTPHeaders()
}
