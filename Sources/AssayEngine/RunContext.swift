public import AssayCore

/// What a run is for, and who watches.
public struct RunContext: Sendable {
    /// What the run is for, in a few words; written into the bundle.
    public var task: String?
    /// Free data; written into the bundle.
    public var metadata: Object
    /// The caller's id for the request.
    public var requestID: String?
    /// The W3C trace id to continue: 32 lower-case hexadecimal digits, not all zero.
    public var traceID: String?
    /// Whether the request is written into the bundle; without it, extending and verifying ask for it again.
    public var keepsRequest: Bool
    /// Receives every event in order, on the thread where it happens; must return at once.
    public var observer: (@Sendable (Event) -> Void)?
    /// Rewrites what an event says before anybody sees it; must return at once.
    public var redactor: (@Sendable (Event.Kind) -> Event.Kind)?
    /// The address of the server behind the tool, where it is not the usual one; written into the bundle's execution record.
    public var server: String?
    /// Where the run is recorded while it goes on; when there is an output, everything is on record.
    public var store: (any RunStore)?

    /// Creates a context.
    public init(
        task: String? = nil,
        metadata: Object = [:],
        requestID: String? = nil,
        traceID: String? = nil,
        keepsRequest: Bool = true,
        observer: (@Sendable (Event) -> Void)? = nil,
        redactor: (@Sendable (Event.Kind) -> Event.Kind)? = nil,
        server: String? = nil,
        store: (any RunStore)? = nil
    ) {
        self.task = task
        self.metadata = metadata
        self.requestID = requestID
        self.traceID = traceID
        self.keepsRequest = keepsRequest
        self.observer = observer
        self.redactor = redactor
        self.server = server
        self.store = store
    }
}
