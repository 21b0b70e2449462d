/// What the circuit breaker of a tool allows.
public enum BreakerState: String, Sendable, Hashable, CaseIterable {
    /// The tool works; calls go through. Next: open.
    case closed
    /// The tool failed too often; no call goes through. Next: half open.
    case open
    /// The tool may have recovered; a few calls go through as probes. Next: closed, open.
    case halfOpen = "half_open"
}
