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
    private let provider: String
    // One of the two. Not an enum: parsers must be changed in place, or each piece copies what they hold.
    private var events: ServerSentEventParser?
    private var lines: NDJSONParser?

    init(_ framing: StreamFraming, provider: String) {
        self.provider = provider
        switch framing {
        case .events: events = ServerSentEventParser()
        case .lines: lines = NDJSONParser()
        }
    }

    /// Reads a piece.
    ///
    /// - Returns: the events that end in it, and the failure that follows them, ``AssayCore/AssayError/Code/modelProtocol``,
    ///   where something else than JSON comes; the reader is of no use afterwards.
    mutating func feed(_ piece: [UInt8]) -> (events: [WireEvent], failure: AssayError?) {
        var read: [WireEvent] = []
        do throws(AssayError) {
            try self.read(piece, into: &read)
            return (read, nil)
        } catch {
            let message = "\(provider) sent a stream that cannot be read: \(error.message)"
            return (read, AssayError(.modelProtocol, message))
        }
    }

    private mutating func read(_ piece: [UInt8], into read: inout [WireEvent]) throws(AssayError) {
        var (values, found): ([Value], [ServerSentEvent]) = ([], [])
        let rest = Result { () throws(AssayError) -> Void in
            try lines?.feed(piece, into: &values)
            try events?.feed(piece, into: &found)
        }
        read = values.map(WireEvent.value)
        // These came before what the parser refused.
        for event in found { read.append(try Self.event(event.data)) }
        try rest.get()
    }

    /// The last event, where its end is missing and it is whole all the same.
    mutating func finish() -> [WireEvent] {
        let last = try? events?.finish(flushesLastEvent: true).compactMap { try? Self.event($0.data) }
        return last ?? (try? lines?.finish().map(WireEvent.value)) ?? []
    }

    private static func event(_ data: String) throws(AssayError) -> WireEvent {
        data == "[DONE]" ? .endMark : .value(try Value(json: data))
    }
}
