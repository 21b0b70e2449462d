/// What requests have in common that may share a connection.
struct PoolKey: Hashable {
    /// The header fields that say who asks.
    let credentials: [HTTPHeader]
    /// Whether HTTP/2 may be used.
    let allowsHTTP2: Bool

    init(_ request: CheckedRequest) {
        credentials = request.headers.filter(\.isCredential)
        allowsHTTP2 = request.allowsHTTP2
    }
}
