public import AssayCore

/// Reads a stream of server-sent events that comes in pieces of any size.
///
/// By the rules of the HTML standard, section 9.2.6: lines end with CR, LF or both; one byte order mark at the start is
/// dropped; lines that begin with a colon are comments; unknown fields are ignored, and so is an `id` with a NUL; an
/// event ends with an empty line and exists only if it has data. Invalid UTF-8 becomes U+FFFD. The events do not depend
/// on where the pieces are cut, and time is linear in the number of bytes.
public struct ServerSentEventParser: Sendable {
    private let limits: ServerSentEventLimits
    private var lines = LineSplitter(endsAtReturn: true)
    private var isFirstLine = true
    private var name = ""
    private var data: [UInt8] = []
    private var hasData = false
    private var lastID = ""
    /// Bytes of the lines of the event so far.
    private var eventByteCount = 0
    private var eventCount = 0

    /// How long the server asks to wait before connecting again, where it said so.
    public private(set) var reconnectionTime: Duration?

    /// Starts before the first byte.
    public init(limits: ServerSentEventLimits = ServerSentEventLimits()) { self.limits = limits }

    /// How many bytes were looked at or moved so far.
    var work: Int { lines.work }

    /// Takes a piece of the stream.
    ///
    /// - Returns: the events that end in it.
    /// - Throws: ``AssayCore/AssayError/Code/httpTooLarge`` where an event or the stream is over a limit; the parser is
    ///   of no use afterwards.
    public mutating func feed(_ piece: [UInt8]) throws(AssayError) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        try feed(piece, into: &events)
        return events
    }

    /// Takes a piece as ``feed(_:)`` does, and leaves the events before what is over a limit.
    package mutating func feed(_ piece: [UInt8], into events: inout [ServerSentEvent]) throws(AssayError) {
        // Taken out: reading a line changes the rest of the parser.
        var lines = lines
        self.lines = LineSplitter(endsAtReturn: true)
        let result = piece.withUnsafeBufferPointer { piece in
            Result { () throws(AssayError) in
                try lines.feed(piece) { line throws(AssayError) in try read(line, into: &events) }
            }
        }
        self.lines = lines
        try result.get()
        try checkSize(adding: lines.unfinishedCount)
    }

    /// Ends the stream.
    ///
    /// - Parameter flushesLastEvent: Whether an event without the empty line at its end counts; by the standard it does
    ///   not, but some servers close the stream without one.
    /// - Returns: that event, if there is one.
    /// - Throws: as ``feed(_:)`` does.
    public mutating func finish(flushesLastEvent: Bool = false) throws(AssayError) -> [ServerSentEvent] {
        guard flushesLastEvent else { return [] }
        // Two line ends: one for the last line, one for the event; more than needed is harmless.
        return try feed([10, 10])
    }

    private mutating func read(_ line: [UInt8], into events: inout [ServerSentEvent]) throws(AssayError) {
        var line = line[...]
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        isFirstLine = false
        guard !line.isEmpty else { return try endEvent(&events) }
        try checkSize(adding: line.count)
        eventByteCount += line.count
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return set(line, to: []) }
        let value = line[(colon + 1)...]
        set(line[..<colon], to: value.first == UInt8(ascii: " ") ? value.dropFirst() : value)
    }

    private mutating func set(_ field: ArraySlice<UInt8>, to value: ArraySlice<UInt8>) {
        switch String(decoding: field, as: UTF8.self) {
        case "data":
            if hasData { data.append(10) }
            hasData = true
            data.append(contentsOf: value)
        case "event": name = String(decoding: value, as: UTF8.self)
        case "id": if !value.contains(0) { lastID = String(decoding: value, as: UTF8.self) }
        case "retry": setReconnectionTime(value)
        default: break
        }
    }

    private mutating func setReconnectionTime(_ value: ArraySlice<UInt8>) {
        guard !value.isEmpty, value.allSatisfy({ (48...57).contains($0) }) else { return }
        // More digits than a number holds are a long time.
        let milliseconds = Int64(String(decoding: value, as: UTF8.self)) ?? .max
        reconnectionTime = min(.milliseconds(milliseconds), .longestLimit)
    }

    private mutating func endEvent(_ events: inout [ServerSentEvent]) throws(AssayError) {
        defer {
            name = ""
            data = []
            hasData = false
            eventByteCount = 0
        }
        guard hasData else { return }
        eventCount += 1
        guard eventCount <= limits.maxEvents else {
            throw AssayError(.httpTooLarge, "The event stream has more than \(limits.maxEvents) events.")
        }
        events.append(
            ServerSentEvent(
                name: name.isEmpty ? "message" : name,
                data: String(decoding: data, as: UTF8.self),
                lastID: lastID
            )
        )
    }

    private func checkSize(adding count: Int) throws(AssayError) {
        guard eventByteCount + count <= limits.maxEventBytes else {
            let message = "An event of the stream is larger than \(limits.maxEventBytes) bytes."
            throw AssayError(.httpTooLarge, message)
        }
    }
}
