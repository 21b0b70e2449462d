internal import AssayCore

/// Which time limit of a transfer passes next: a state machine over times that are given.
struct TransferDeadlines {
    /// The limits, named as their failures are.
    enum Kind: Equatable {
        case connect
        case firstByte
        case idle
        case total
    }

    private let limits: HTTPLimits
    private let total: Duration
    private var phase: (kind: Kind, end: Duration)?

    /// Starts with the connection.
    init(limits: HTTPLimits, now: Duration) {
        self.limits = limits
        total = now + Self.clamped(limits.total)
        phase = (.connect, now + Self.clamped(limits.connect))
    }

    /// The connection stands and the request is about to be sent.
    mutating func connected(at now: Duration) { phase = (.firstByte, now + Self.clamped(limits.firstByte)) }

    /// The head or bytes of the body arrived, or the transfer goes on after it was held back.
    mutating func received(at now: Duration) { phase = (.idle, now + Self.clamped(limits.idle)) }

    /// The transfer is held back: until it goes on, only the total counts.
    mutating func heldBack() { phase = nil }

    /// When the next limit passes.
    var next: Duration { min(total, phase?.end ?? total) }

    /// The limit that has passed, if any has.
    func passed(at now: Duration) -> Kind? {
        if let phase, phase.end <= now, phase.end <= total { return phase.kind }
        return total <= now ? .total : nil
    }

    private static func clamped(_ limit: Duration) -> Duration { min(max(limit, .zero), .longestLimit) }
}
