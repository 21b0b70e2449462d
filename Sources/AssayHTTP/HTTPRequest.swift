/// One request of an HTTP client.
public struct HTTPRequest: Sendable {
    /// The method, such as `GET` or `POST`.
    public var method: String
    /// The absolute address, `https://…`, without user name and password.
    public var url: String
    /// The header fields; the client adds those that frame the message (`content-length`, `host` and the like) itself.
    public var headers: [HTTPHeader]
    /// The body; empty for none.
    public var body: [UInt8]
    /// The limits of the request and its response.
    public var limits: HTTPLimits

    /// Creates a request.
    public init(
        _ method: String = "GET",
        _ url: String,
        headers: [HTTPHeader] = [],
        body: [UInt8] = [],
        limits: HTTPLimits = HTTPLimits()
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.limits = limits
    }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    /// The method and the names of the header fields; address and body may hold secrets.
    public var description: String { "\(method) \(headers)" }
    /// A mirror without address and body.
    public var customMirror: Mirror { Mirror(self, children: ["method": method, "headers": headers]) }
}
