public import AssayCore
public import AssayHTTP

/// What goes to a provider, without the address of the server and without the key.
public struct WireRequest: Sendable, Hashable {
    /// The HTTP method.
    public var method: String
    /// The path and query that follow the provider's base address.
    public var path: String
    /// The header fields; the key is not among them.
    public var headers: [HTTPHeader]
    /// The body, sent as JSON; `nil` for none.
    public var body: Value?

    /// Creates a request.
    public init(method: String = "POST", path: String, headers: [HTTPHeader] = [], body: Value? = nil) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
    }
}
