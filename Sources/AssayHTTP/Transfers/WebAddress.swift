internal import AssayCore
internal import CCurl

/// An absolute address over HTTP, read the way libcurl reads it.
struct WebAddress: Sendable {
    /// The whole address, as libcurl writes it.
    let text: String
    /// Scheme, host and port; without path and query, which may hold secrets.
    let origin: String
    let isSecure: Bool
    let isLoopback: Bool

    init(_ text: String) throws(AssayError) {
        guard let handle = curl_url() else { throw CheckedRequest.invalid("there is no memory left") }
        defer { curl_url_cleanup(handle) }
        guard !text.utf8.contains(0), curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK else {
            throw CheckedRequest.invalid("the address is none; it has to be absolute, such as https://example.com/path")
        }
        guard Self.part(handle, CURLUPART_USER) == nil, Self.part(handle, CURLUPART_PASSWORD) == nil else {
            throw CheckedRequest.invalid("the address holds a user name or password; use a header field")
        }
        let scheme = Self.part(handle, CURLUPART_SCHEME) ?? ""
        guard scheme == "https" || scheme == "http" else {
            throw CheckedRequest.invalid("the address has to begin with https://")
        }
        let host = Self.part(handle, CURLUPART_HOST) ?? ""
        let port = Self.part(handle, CURLUPART_PORT).map { ":\($0)" } ?? ""
        self.text = Self.part(handle, CURLUPART_URL) ?? ""
        origin = "\(scheme)://\(host)\(port)"
        isSecure = scheme == "https"
        isLoopback = host == "localhost" || host == "[::1]" || Self.isLoopbackNumber(host)
    }

    private static func part(_ handle: OpaquePointer, _ part: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    /// Whether a host is 127.x.y.z; libcurl has written other spellings of it this way.
    private static func isLoopbackNumber(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
