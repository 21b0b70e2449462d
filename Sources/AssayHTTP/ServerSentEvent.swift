/// One event of a server-sent event stream.
public struct ServerSentEvent: Sendable, Hashable {
    /// The event's name; `message` where the stream gave none.
    public var name: String
    /// The data, lines joined by line feeds.
    public var data: String
    /// The last event id seen so far; empty before the first.
    public var lastID: String

    /// Creates an event.
    public init(name: String = "message", data: String, lastID: String = "") {
        self.name = name
        self.data = data
        self.lastID = lastID
    }
}
