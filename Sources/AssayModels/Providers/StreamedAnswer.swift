import AssayCore
import AssayHTTP

/// One streamed call: opens it with the first event that is asked for, and reads no faster than its events are taken.
actor StreamedAnswer {
    private let provider: HTTPModelProvider
    private let request: ModelRequest
    private let limits: CallLimits
    private let wireRequest: WireRequest
    private var machine: AnswerMachine
    private var reader: WireEventReader
    private var state = State.unopened
    private var ready: [ModelEvent] = []
    /// The provider's name for the request, once it has answered well; a failure to do so names itself.
    private var requestID: String?
    private var secrets = AnswerSecrets(SecretRedactor([]))

    private enum State {
        case unopened
        case reading(WireReply)
        /// The error that follows the events that are ready.
        case failed(any Error)
        case ended
    }

    init(
        provider: HTTPModelProvider,
        _ request: ModelRequest,
        _ call: HTTPModelProvider.Call,
        _ limits: CallLimits
    ) {
        self.provider = provider
        self.request = request
        self.limits = limits
        (wireRequest, machine) = call
        reader = WireEventReader(provider.format.framing, provider: provider.id)
    }

    /// Waits for the next event; `nil` after the last.
    func next() async throws -> ModelEvent? {
        while ready.isEmpty {
            switch state {
            case .ended: return nil
            case .failed(let error):
                state = .ended
                throw error
            case .unopened: await attempt { try await open() }
            case .reading(let reply): await attempt { try await read(reply) }
            }
        }
        return ready.removeFirst()
    }

    private func attempt(_ step: () async throws -> Void) async {
        do {
            try await step()
        } catch {
            if let partial = machine.breakOff() { hear([.interrupted(partial)]) }
            state = .failed((error as? AssayError)?.naming(requestID: requestID) ?? error)
        }
    }

    /// Opens the call; a server that does not stream sends everything at once.
    private func open() async throws {
        let reply = try await provider.open(wireRequest, limits)
        machine.note(reply)
        requestID = reply.requestID
        secrets = AnswerSecrets(reply.secrets)
        guard reply.headers["content-type"]?.lowercased().hasPrefix("application/json") ?? false else {
            state = .reading(reply)
            return
        }
        hear(try machine.receive(body: await provider.body(of: reply)))
        try await end(reply)
    }

    private func hear(_ events: [ModelEvent]) { ready += secrets.pass(events) }

    private func read(_ reply: WireReply) async throws {
        guard let piece = try await nextPiece(reply) else {
            for event in reader.finish() { hear(try machine.receive(event)) }
            return try await end(reply)
        }
        let (events, failure) = reader.feed(piece)
        for event in events { hear(try machine.receive(event)) }
        if let failure { throw failure }
    }

    /// The next piece; a connection that breaks after the end of the turn has brought everything.
    private func nextPiece(_ reply: WireReply) async throws -> [UInt8]? {
        do {
            return try await provider.translated { try await reply.nextPiece() }
        } catch let error as AssayError where error.code == .modelNetwork && machine.isComplete {
            return nil
        }
    }

    private func end(_ reply: WireReply) async throws {
        let events = try machine.end()
        hear(events)
        state = .ended
        if case .finished(let response) = events.last, response.isGood(for: request) { await reply.accept() }
    }
}
