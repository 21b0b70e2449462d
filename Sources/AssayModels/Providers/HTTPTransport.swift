public import AssayCore
public import AssayHTTP
import Synchronization

/// Carries a provider's requests over HTTP.
///
/// Where a server echoes the key, in whatever it answers, it is struck out before anybody reads it, and once more of what
/// was read, see ``AssayCore/SecretRedactor``; keys shorter than ``shortestStruckKey`` bytes are not.
public struct HTTPTransport: ModelTransport {
    private let client: HTTPClient
    private let base: String
    private let credential: [HTTPHeader]
    private let redactor: SecretRedactor

    /// Shorter keys are words that stand for having none, such as `lm-studio`, and may belong into an answer.
    public static let shortestStruckKey = 12

    /// Creates a transport.
    ///
    /// - Parameters:
    ///   - client: Sends the requests; many providers may share one.
    ///   - kind: The wire format, which says in which header the key goes.
    ///   - base: The address the format's paths follow, such as `http://localhost:1234/v1`; the format's own unless told
    ///     otherwise.
    ///   - key: The key; `nil` for servers without keys.
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` for a kind that has no wire format.
    public init(
        client: HTTPClient,
        kind: ProviderKind,
        base: String? = nil,
        key: Secret? = nil
    ) throws(AssayError) {
        let format = try WireFormats.known(kind)
        self.client = client
        var base = base ?? format.usualBase
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
        redactor = SecretRedactor(key.map { [$0] } ?? [], shortest: Self.shortestStruckKey)
        credential = key.map { [HTTPHeader(format.keyHeader.name, prefix: format.keyHeader.prefix, secret: $0)] } ?? []
    }

    /// Sends a request and waits for the head of the reply.
    public func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply {
        let type = request.body.map { _ in [HTTPHeader("content-type", "application/json")] } ?? []
        let stream = try await client.stream(
            HTTPRequest(
                request.method,
                base + request.path,
                headers: credential + request.headers + type,
                body: request.body?.canonicalBytes ?? [],
                limits: limits.http
            )
        )
        guard !redactor.isEmpty else {
            return WireReply(status: stream.status, headers: stream.headers) {
                try await stream.makeAsyncIterator().next()
            }
        }
        return redacted(stream)
    }

    /// The reply without the key.
    private func redacted(_ stream: HTTPStream) -> WireReply {
        let secrets = Mutex(SecretStream(redactor))
        var reply = WireReply(status: stream.status, headers: redacted(stream.headers)) {
            let body = stream.makeAsyncIterator()
            while let piece = try await body.next() {
                let passed = secrets.withLock { $0.feed(piece) }
                if !passed.isEmpty { return passed }
            }
            let rest = secrets.withLock { $0.finish() }
            return rest.isEmpty ? nil : rest
        }
        reply.secrets = redactor
        return reply
    }

    private func redacted(_ headers: HTTPHeaders) -> HTTPHeaders {
        var result = HTTPHeaders()
        for name in Set(headers.names).sorted() {
            for value in headers.values(of: name) { result.append(redactor.redacting(name), redactor.redacting(value)) }
        }
        return result
    }
}

extension CallLimits {
    /// The limits of a call over HTTP, whoever makes it.
    public var http: HTTPLimits {
        let usual = HTTPLimits()
        let whole = total ?? usual.total
        return HTTPLimits(firstByte: firstByte ?? total ?? usual.firstByte, idle: idle ?? whole, total: whole)
    }

    /// The limits for an answer in one piece, whose first byte comes when the model has done.
    var ofWholeAnswer: CallLimits {
        CallLimits(total: total, firstByte: firstByte ?? total ?? HTTPLimits().total, idle: idle)
    }
}

extension HTTPModelProvider {
    /// Creates a provider that is reached over HTTP.
    ///
    /// - Parameters:
    ///   - id: The name under which it is registered.
    ///   - kind: The wire format.
    ///   - client: Sends the requests; many providers may share one.
    ///   - base: The address the format's paths follow; the format's own unless told otherwise.
    ///   - key: The key; `nil` for servers without keys.
    ///   - support: What a model takes, by its name on the wire; the usual for such a name unless told otherwise.
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` for a kind that has no wire format.
    public init(
        id: String,
        kind: ProviderKind,
        client: HTTPClient,
        base: String? = nil,
        key: Secret? = nil,
        support: (@Sendable (String) -> WireSupport)? = nil
    ) throws(AssayError) {
        let transport = try HTTPTransport(client: client, kind: kind, base: base, key: key)
        try self.init(id: id, kind: kind, transport: transport, support: support)
    }
}
