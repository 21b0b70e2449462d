import AssayCore
import AssayHTTP

/// How the events of a stream are told apart.
enum StreamFraming: Sendable {
    /// Server-sent events.
    case events
    /// One JSON value in each line.
    case lines
}

/// One event of a streamed answer.
enum WireEvent: Sendable, Hashable {
    /// What the event says.
    case value(Value)
    /// The mark after the last event, `[DONE]`.
    case endMark
}

/// Reads the events of a stream out of its bytes, however they are cut into pieces.
struct WireEventReader: Sendable {
    private enum Parser: Sendable {
        case events(ServerSentEventParser)
        case lines(NDJSONParser)
    }

    private let provider: String
    private var parser: Parser

    init(_ framing: StreamFraming, provider: String) {
        self.provider = provider
        switch framing {
        case .events: parser = .events(ServerSentEventParser())
        case .lines: parser = .lines(NDJSONParser())
        }
    }

    /// Reads a piece.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/modelProtocol`` where something else than JSON comes.
    mutating func feed(_ piece: [UInt8]) throws(AssayError) -> [WireEvent] {
        do {
            switch parser {
            case .events(var events):
                defer { parser = .events(events) }
                return try events.feed(piece).map { event throws(AssayError) in try Self.event(event.data) }
            case .lines(var lines):
                defer { parser = .lines(lines) }
                return try lines.feed(piece).map(WireEvent.value)
            }
        } catch {
            throw AssayError(.modelProtocol, "\(provider) sent a stream that cannot be read: \(error.message)")
        }
    }

    /// The last event, where its end is missing and it is whole all the same.
    mutating func finish() -> [WireEvent] {
        switch parser {
        case .events(var events):
            let last = (try? events.finish(flushesLastEvent: true)) ?? []
            return last.compactMap { try? Self.event($0.data) }
        case .lines(var lines): return (try? lines.finish())?.map(WireEvent.value) ?? []
        }
    }

    private static func event(_ data: String) throws(AssayError) -> WireEvent {
        data == "[DONE]" ? .endMark : .value(try Value(json: data))
    }
}
