import AssayCore

/// Turns what comes over the wire into events, and knows whether the answer is whole.
///
/// A pure state machine: text of events or a whole body go in, events come out. An answer that ends before the format
/// says that it has ended is an error, never a short answer.
struct AnswerMachine: Sendable {
    private let provider: String
    private var decoder: any WireDecoder
    private var finishing: AnswerFinishing
    private var hasBegun = false

    /// Waits for the answer to a request.
    ///
    /// - Parameters:
    ///   - decoder: Reads the format.
    ///   - provider: The provider's name, for messages.
    ///   - finishing: What is added to the answer at its end.
    init(_ decoder: any WireDecoder, provider: String, finishing: AnswerFinishing) {
        self.decoder = decoder
        self.provider = provider
        self.finishing = finishing
    }

    /// Notes where the reply comes from.
    mutating func note(_ reply: WireReply) {
        finishing.isFromCache = reply.isFromCache
        finishing.requestID = reply.requestID
    }

    /// Reads one event of a stream.
    ///
    /// - Throws: what the provider reports inside the answer.
    mutating func receive(_ event: WireEvent) throws(AssayError) -> [ModelEvent] {
        switch event {
        case .value(let value): return try read(value)
        case .endMark: decoder.readEndMark()
        }
        return []
    }

    /// Whether the turn has been read to its end, though more may follow, such as the usage.
    var isComplete: Bool { decoder.isComplete }

    /// Reads a whole body.
    mutating func receive(body: Value) throws(AssayError) -> [ModelEvent] {
        let events = try read(body)
        guard decoder.isComplete else {
            throw AssayError(.modelProtocol, "\(provider) answered without an answer; check its address.")
        }
        return events
    }

    private mutating func read(_ event: Value) throws(AssayError) -> [ModelEvent] {
        guard event["error"] ?? .null == .null, event["object"] != "error" else {
            throw ProviderFailure(provider: provider, body: event).error
        }
        hasBegun = true
        return try decoder.read(event)
    }

    /// Ends the answer: the last events, of which the very last is ``ModelEvent/finished(_:)``.
    ///
    /// - Throws: ``AssayError/Code/modelNetwork`` when the answer is not whole.
    mutating func end() throws(AssayError) -> [ModelEvent] {
        guard decoder.isComplete else {
            throw AssayError(.modelNetwork, "\(provider) broke off its answer.", isRetryable: true)
        }
        return decoder.close() + [.finished(finishing.complete(decoder.answer.whole()))]
    }

    /// What came before the call broke; `nil` when the model had not begun.
    mutating func breakOff() -> ModelResponse? {
        guard hasBegun else { return nil }
        _ = decoder.close()
        return finishing.complete(decoder.answer.interrupted())
    }
}
