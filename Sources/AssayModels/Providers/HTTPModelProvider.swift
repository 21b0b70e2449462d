public import AssayCore
import AssayHTTP

/// A provider that is reached over HTTP, in any of the wire formats Assay speaks.
public struct HTTPModelProvider: ModelProvider {
    /// The name under which it is registered.
    public let id: String
    /// The wire format it speaks.
    public var kind: ProviderKind { format.kind }

    let format: any WireFormat
    private let transport: any ModelTransport
    private let support: @Sendable (String) -> WireSupport
    private let clock: WallClock

    /// Creates a provider.
    ///
    /// - Parameters:
    ///   - id: The name under which it is registered.
    ///   - kind: The wire format.
    ///   - transport: What carries requests to it.
    ///   - clock: Tells how far off a date is that the server says to wait for.
    ///   - support: What a model takes, by its name on the wire; the usual for such a name unless told otherwise.
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` for a kind that has no wire format.
    public init(
        id: String,
        kind: ProviderKind,
        transport: any ModelTransport,
        clock: WallClock = .system,
        support: (@Sendable (String) -> WireSupport)? = nil
    ) throws(AssayError) {
        self.id = id
        format = try WireFormats.known(kind)
        self.transport = transport
        self.clock = clock
        self.support = support ?? { WireSupport.usual(for: $0, of: kind) }
    }

    /// Asks once and waits for the whole answer.
    public func respond(to request: ModelRequest, limits: CallLimits) async throws -> ModelResponse {
        var call = try prepare(request, isStreamed: false)
        let reply = try await open(call.wireRequest, limits.ofWholeAnswer)
        call.machine.note(reply)
        do {
            let response = try await response(in: reply, &call.machine)
            if response.isGood(for: request) { await reply.accept() }
            return AnswerSecrets(reply.secrets).cleaned(response)
        } catch let error as AssayError {
            throw error.naming(requestID: reply.requestID)
        }
    }

    /// Asks and hands over what comes; the call begins with the first event asked for and reads no faster than they are.
    public func stream(_ request: ModelRequest, limits: CallLimits) -> AsyncThrowingStream<ModelEvent, any Error> {
        do {
            let answer = StreamedAnswer(provider: self, request, try prepare(request, isStreamed: true), limits)
            return AsyncThrowingStream { try await answer.next() }
        } catch {
            return AsyncThrowingStream { throw error }
        }
    }

    /// What the wire format promises, where the model takes a seed.
    public func seedPromise(for model: String) -> BundleMetadata.SeedPromise {
        support(model).seed ? format.seedPromise : .ignored
    }

    /// The names of the models it offers now.
    public func models(limits: CallLimits) async throws -> [String] {
        let body = try await body(of: open(format.listing, limits))
        guard body["error"] == nil, let names = format.models(in: body) else {
            throw AssayError(.modelProtocol, "\(id) answered without a list of models; check its address.")
        }
        return names
    }
}

extension HTTPModelProvider {
    /// What is sent for a request, and what reads the answer.
    typealias Call = (wireRequest: WireRequest, machine: AnswerMachine)

    private func prepare(_ request: ModelRequest, isStreamed: Bool) throws(AssayError) -> Call {
        guard request.messages.contains(where: { $0.role != .system }) else {
            throw AssayError(
                .invalidArgument,
                "A model must be asked something: give a message beside the instructions."
            )
        }
        try format.checkMedia(of: request)
        let support = support(request.model)
        let (sent, warnings) = support.admit(request)
        let finishing = try AnswerFinishing(format, asked: request, sent: sent, warnings: warnings)
        let machine = AnswerMachine(format.makeDecoder(for: sent, support), provider: id, finishing: finishing)
        return (format.encode(sent, support, isStreamed: isStreamed), machine)
    }

    /// Reads a whole answer.
    private func response(in reply: WireReply, _ machine: inout AnswerMachine) async throws -> ModelResponse {
        let body = try await body(of: reply)
        _ = try machine.receive(body: body)
        guard case .finished(var response) = try machine.end().last else {
            throw AssayError(.modelProtocol, "\(id) answered without an answer.")
        }
        response.raw = body
        return response
    }

    /// Sends a request and waits for the head of a good reply.
    func open(_ request: WireRequest, _ limits: CallLimits) async throws -> WireReply {
        let reply = try await translated { try await transport.open(request, limits: limits) }
        guard !(200..<300).contains(reply.status) else { return reply }
        let body = try? await Value(jsonBytes: bytes(of: reply))
        try Task.checkCancellation()
        let wait = RetryAfter.wait(in: reply.headers, clock: clock)
        let failure = ProviderFailure(provider: id, status: reply.status, wait: wait, body: body)
        throw failure.error.naming(requestID: reply.requestID)
    }

    /// The whole body as JSON.
    func body(of reply: WireReply) async throws -> Value {
        let bytes = try await bytes(of: reply)
        guard let body = try? Value(jsonBytes: bytes) else {
            throw AssayError(.modelProtocol, "\(id) answered with something else than JSON; check its address.")
        }
        return body
    }

    private func bytes(of reply: WireReply) async throws -> [UInt8] {
        try await translated {
            var bytes: [UInt8] = []
            while let piece = try await reply.nextPiece() { bytes += piece }
            return bytes
        }
    }

    /// Does what needs the network; its failures become those of a model.
    func translated<T>(_ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch let error as AssayError where error.code.rawValue.hasPrefix("http_") {
            throw AssayError(
                error.code == .httpTooLarge ? .modelProtocol : .modelNetwork,
                "\(id) gave no whole answer: \(error.message)",
                isRetryable: error.isRetryable
            )
        }
    }
}
