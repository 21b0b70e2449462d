internal import AssayCore
internal import CCurl

/// Sets the options of one transfer, and remembers the first that could not be set.
struct EasyOptions {
    private let easy: UnsafeMutableRawPointer
    private var firstFailure = CURLE_OK

    init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

    /// Sets everything, or what changes from request to request where the handle has the rest already.
    ///
    /// - Returns: whether every option was taken; a transfer without one of them must not run.
    static func apply(
        to transfer: ActiveTransfer,
        _ loan: CredentialPools.Loan,
        configuration: HTTPClientConfiguration
    ) -> Bool {
        var options = EasyOptions(transfer.easy)
        let request = transfer.exchange.request
        if !loan.isSet {
            options.setSecurity(isSecure: request.isSecure, extraCertificates: configuration.extraCertificates)
            options.setConnection(share: loan.share, mayUseHTTP2: request.mayUseHTTP2)
            options.set(CURLOPT_USERAGENT, configuration.userAgent)
            options.setCallbacks()
        }
        options.setRequest(request)
        options.setHeaders(of: transfer)
        options.setReceiver(Unmanaged.passUnretained(transfer).toOpaque())
        return options.firstFailure == CURLE_OK
    }

    /// Takes out of a handle what belongs to one request.
    ///
    /// - Returns: whether that could be done; a handle of which it could not must not be used again.
    static func clear(_ easy: UnsafeMutableRawPointer) -> Bool {
        var options = EasyOptions(easy)
        // A plain GET is what handles begin with; it undoes what a body or HEAD has set.
        options.set(CURLOPT_HTTPGET, 1)
        options.set(CURLOPT_CUSTOMREQUEST, nil as UnsafeMutableRawPointer?)
        options.set(CURLOPT_COPYPOSTFIELDS, nil as UnsafeMutableRawPointer?)
        options.note(assay_curl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, -1))
        options.set(CURLOPT_HTTPGET, 1)
        options.set(CURLOPT_HTTPHEADER, nil as UnsafeMutableRawPointer?)
        options.setReceiver(nil)
        return options.firstFailure == CURLE_OK
    }

    private mutating func setSecurity(isSecure: Bool, extraCertificates: String?) {
        set(CURLOPT_PROTOCOLS_STR, isSecure ? "https" : "http")
        set(CURLOPT_REDIR_PROTOCOLS_STR, "https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let extraCertificates { set(CURLOPT_CAINFO, extraCertificates) }
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        // Empty means none, while unset means what the environment says.
        set(CURLOPT_PROXY, "")
    }

    private mutating func setConnection(share: UnsafeMutableRawPointer, mayUseHTTP2: Bool) {
        set(CURLOPT_SHARE, share)
        set(CURLOPT_NOSIGNAL, 1)
        // Else a request that ends while its name is being resolved stops all others until that is done.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_HTTP_VERSION, Int(mayUseHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
        // Requests at the same time wait for the first connection, which can carry all of them where it is HTTP/2.
        set(CURLOPT_PIPEWAIT, 1)
        // The limits of the request are kept by the driver, which knows which one has passed.
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(Int32.max))
        set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
    }

    private mutating func setRequest(_ request: CheckedRequest) {
        set(CURLOPT_URL, request.url)
        if !request.body.isEmpty || request.method == "POST" {
            note(assay_curl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)))
            request.body.withUnsafeBytes { body in
                // Nil would make libcurl read a body from somewhere else.
                withUnsafePointer(to: UInt8(0)) { none in
                    let start = body.baseAddress ?? UnsafeRawPointer(none)
                    set(CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: start))
                }
            }
        } else if request.method == "HEAD" {
            set(CURLOPT_NOBODY, 1)
        }
        set(CURLOPT_CUSTOMREQUEST, request.method)
    }

    private mutating func setHeaders(of transfer: ActiveTransfer) {
        let headers = transfer.exchange.request.headers
        // Without values: what libcurl would send on its own where the request says nothing. It would wait for an
        // interim response before a large body, and call a body without a type a form.
        var lines = [Array("expect:\0".utf8)]
        if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            lines.append(Array("content-type:\0".utf8))
        }
        for header in headers { lines.append(Self.line(header)) }
        for line in lines {
            let list = line.withUnsafeBytes {
                curl_slist_append(transfer.headerList, $0.bindMemory(to: CChar.self).baseAddress)
            }
            guard let list else { return note(CURLE_OUT_OF_MEMORY) }
            transfer.headerList = list
        }
        set(CURLOPT_HTTPHEADER, UnsafeMutableRawPointer(transfer.headerList))
    }

    /// A line of libcurl's list; a semicolon is its spelling of an empty value.
    private static func line(_ header: HTTPHeader) -> [UInt8] {
        let value = header.value
        return Array(header.name.utf8) + Array((value.isEmpty ? ";" : ": ").utf8) + value + [0]
    }

    /// Sets whom the callbacks hand over to.
    private mutating func setReceiver(_ transfer: UnsafeMutableRawPointer?) {
        set(CURLOPT_PRIVATE, transfer)
        set(CURLOPT_WRITEDATA, transfer)
        set(CURLOPT_HEADERDATA, transfer)
        set(CURLOPT_PREREQDATA, transfer)
    }

    private mutating func setCallbacks() {
        note(
            assay_curl_set_callback(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, transfer in
                Self.deliver(bytes, size * count, transfer) { $0.receiveBody($1) }
            }
        )
        note(
            assay_curl_set_callback(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, transfer in
                Self.deliver(bytes, size * count, transfer) { $0.receiveLine($1) }
            }
        )
        note(
            assay_curl_set_prereq(easy) { transfer, _, _, _, _ in
                guard let transfer else { return CURL_PREREQFUNC_ABORT }
                let goesOn = Unmanaged<ActiveTransfer>.fromOpaque(transfer).takeUnretainedValue().connected()
                return goesOn ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
            }
        )
    }

    /// Hands bytes to a transfer; any other result than their number ends it.
    private static func deliver(
        _ bytes: UnsafeMutablePointer<CChar>?,
        _ count: Int,
        _ transfer: UnsafeMutableRawPointer?,
        to receive: (ActiveTransfer, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard let transfer else { return -1 }
        let receiver = Unmanaged<ActiveTransfer>.fromOpaque(transfer).takeUnretainedValue()
        return receive(receiver, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : -1
    }

    // MARK: One option

    private mutating func set(_ option: CURLoption, _ value: Int) { note(assay_curl_set_number(easy, option, value)) }

    private mutating func set(_ option: CURLoption, _ value: String) { note(assay_curl_set_text(easy, option, value)) }

    private mutating func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) {
        note(assay_curl_set_pointer(easy, option, value))
    }

    private mutating func note(_ code: CURLcode) { if firstFailure == CURLE_OK { firstFailure = code } }
}
