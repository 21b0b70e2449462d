/// What the circuit breaker of a tool allows.
public enum BreakerState: String, Sendable, Hashable, CaseIterable {
    /// The tool works; calls go through.
    case closed
    /// The tool failed too often; no call goes through.
    case open
    /// The tool may have recovered; a call goes through as a probe.
    case halfOpen = "half_open"
}
