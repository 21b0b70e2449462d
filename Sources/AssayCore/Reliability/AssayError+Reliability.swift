extension AssayError.Code {
    /// An idempotency key that belongs to another request.
    public static let conflict = Self(rawValue: "idempotency_conflict")
    /// Another process still runs the call of an idempotency key.
    public static let inFlight = Self(rawValue: "idempotency_in_flight")
    /// A call of which nobody knows how it ended.
    public static let unknownOutcome = Self(rawValue: "unknown_outcome")
    /// A claim that was lost to somebody else, or is over.
    public static let staleClaim = Self(rawValue: "stale_claim")
    /// No run of that id.
    public static let unknownRun = Self(rawValue: "unknown_run")
    /// The circuit breaker of a tool lets no call through.
    public static let breakerOpen = Self(rawValue: "breaker_open")
    /// Too many calls of a tool at once.
    public static let bulkheadFull = Self(rawValue: "bulkhead_full")
}
