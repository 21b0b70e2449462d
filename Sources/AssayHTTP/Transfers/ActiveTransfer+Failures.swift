internal import AssayCore
internal import CCurl

extension ActiveTransfer {
    /// The failure for how libcurl ended the transfer; nil for success.
    func failure(_ code: CURLcode) -> AssayError? {
        if let refusal { return refusal }
        if code == CURLE_OK, hasHead { return nil }
        let reason = String(cString: curl_easy_strerror(code))
        // libcurl finds nothing wrong with a connection that is closed in the middle of a head.
        let (kind, isRetryable) =
            code == CURLE_OK ? (.httpInterrupted, true) : Self.kind(code, isConnected: isConnected)
        return AssayError(
            kind,
            "\(exchange.request.origin): \(Self.summary(kind)) (libcurl \(code.rawValue): \(reason)).",
            isRetryable: isRetryable
        )
    }

    /// The failure for a time limit.
    func failure(_ limit: TransferDeadlines.Kind) -> AssayError {
        let (code, what): (AssayError.Code, String) =
            switch limit {
            case .connect: (.httpConnectTimeout, "no connection within \(exchange.request.limits.connect)")
            case .firstByte: (.httpFirstByteTimeout, "no response within \(exchange.request.limits.firstByte)")
            case .idle: (.httpIdleTimeout, "nothing more of the response within \(exchange.request.limits.idle)")
            case .total where isConnected:
                (.httpTotalTimeout, "the response was not complete within \(exchange.request.limits.total)")
            case .total: (.httpConnectTimeout, "no connection within \(exchange.request.limits.total)")
            }
        return AssayError(code, "\(exchange.request.origin): \(what).", isRetryable: true)
    }

    private static func kind(_ code: CURLcode, isConnected: Bool) -> (AssayError.Code, isRetryable: Bool) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: (.httpNameResolution, true)
        case CURLE_COULDNT_CONNECT: (.httpUnreachable, true)
        // A handshake may be cut by chance; a certificate that does not fit stays so.
        case CURLE_SSL_CONNECT_ERROR where !isConnected: (.httpTLS, true)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_USE_SSL_FAILED:
            (.httpTLS, false)
        // What libcurl says of a line of the head that is longer than its own limit.
        case CURLE_OUT_OF_MEMORY where isConnected: (.httpTooLarge, false)
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_HTTP3, CURLE_QUIC_CONNECT_ERROR:
            isConnected ? (.httpInterrupted, true) : (.httpUnreachable, true)
        case CURLE_UNSUPPORTED_PROTOCOL where !isConnected, CURLE_URL_MALFORMAT: (.httpInvalidRequest, false)
        default: isConnected ? (.httpProtocol, false) : (.httpUnreachable, false)
        }
    }

    private static func summary(_ kind: AssayError.Code) -> String {
        switch kind {
        case .httpNameResolution: "the name has no address"
        case .httpUnreachable: "no connection"
        case .httpTLS: "no secure connection"
        case .httpInterrupted: "the connection was lost before the response had ended"
        case .httpInvalidRequest: "the address cannot be used"
        case .httpTooLarge: "a line of the head is too long"
        default: "the response breaks the protocol"
        }
    }
}
