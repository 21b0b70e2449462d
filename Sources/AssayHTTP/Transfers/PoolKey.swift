/// What requests have in common that may share a connection.
struct PoolKey: Hashable {
    /// The header fields that say who asks.
    let credentials: [HTTPHeader]
    /// Whether HTTP/2 may be used.
    let mayUseHTTP2: Bool
    /// Whether it is over TLS.
    let isSecure: Bool

    init(_ request: CheckedRequest) {
        credentials = request.headers.filter(\.isCredential)
        mayUseHTTP2 = request.mayUseHTTP2
        isSecure = request.isSecure
    }
}
