public import AssayCore

/// Sends HTTP requests, thousands at a time, over connections it keeps.
///
/// All transfers run on one thread of the client's own; nothing blocks the caller's. HTTP/2 is used where the server
/// offers it and the request is small. Connections are never shared between requests with different credentials.
///
/// What a client never does: follow redirects (the response with the redirect is the answer), use a proxy or `.netrc`
/// from the environment, accept a certificate it cannot check, TLS before 1.2, or another protocol than HTTP.
///
/// Failures have the codes that begin with `http_`; ``AssayCore/AssayError/mayHaveReachedServer`` says whether the server
/// can have acted on the request. A response with a status of failure is a response.
public final class HTTPClient: Sendable {
    private let configuration: HTTPClientConfiguration
    private let loop: TransferLoop
    private let addresses = AddressBook()

    /// Starts a client.
    ///
    /// - Parameters:
    ///   - configuration: What holds for all requests.
    ///   - clock: Measures the time limits.
    /// - Throws: ``AssayCore/AssayError/Code/httpUnreachable`` where the system has no room for another thread.
    public init(
        configuration: HTTPClientConfiguration = HTTPClientConfiguration(),
        clock: any Clock<Duration> = ContinuousClock()
    ) throws(AssayError) {
        self.configuration = configuration
        loop = try TransferLoop(configuration: configuration, timeline: Timeline(clock: clock))
    }

    deinit { loop.stop() }

    /// Sends a request and waits for the whole response.
    ///
    /// - Throws: ``AssayCore/AssayError`` with a code that begins with `http_`, or
    ///   ``AssayCore/AssayError/Code/cancelled`` as soon as the task is cancelled, which closes the transfer.
    public func send(_ request: HTTPRequest) async throws(AssayError) -> HTTPResponse {
        let exchange = try start(request, capacity: nil)
        let delivery = try await exchange.wait(for: .whole)
        return HTTPResponse(head: delivery.head, body: delivery.bytes)
    }

    /// Sends a request and waits for the head of the response; the body is read from the stream.
    ///
    /// - Throws: as ``send(_:)`` does.
    public func stream(_ request: HTTPRequest) async throws(AssayError) -> HTTPStream {
        let exchange = try start(request, capacity: max(1, configuration.streamBufferBytes))
        let delivery = try await exchange.wait(for: .head)
        return HTTPStream(head: delivery.head, exchange: exchange, client: self)
    }

    /// Looks at an address before anything is sent there.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/httpInvalidRequest`` for what is no address, and
    ///   ``AssayCore/AssayError/Code/httpNotEncrypted`` for one on another machine that is not encrypted, unless that is allowed.
    public func check(_ url: String) throws(AssayError) { _ = try checked(HTTPRequest("GET", url)) }

    private func checked(_ request: HTTPRequest) throws(AssayError) -> CheckedRequest {
        try CheckedRequest(
            request,
            address: addresses.address(request.url),
            allowsPlainHTTP: configuration.allowsPlainHTTP
        )
    }

    private func start(_ request: HTTPRequest, capacity: Int?) throws(AssayError) -> Exchange {
        let checked = try checked(request)
        // Once it has started, some of it may be sent before the cancellation arrives.
        guard !Task.isCancelled else { throw Exchange.cancelled }
        let exchange = Exchange(checked, capacity: capacity, loop: loop)
        loop.start(exchange)
        return exchange
    }
}
