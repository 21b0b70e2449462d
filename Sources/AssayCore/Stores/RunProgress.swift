/// What has happened in a run since it was recorded last.
public struct RunProgress: Sendable {
    /// Attempts that begin or ended; the end of an attempt replaces its beginning.
    public var attempts: [StoredAttempt]
    /// Replicates that were answered or failed.
    public var replicates: [Replicate]
    /// Events, in the order of their numbers.
    public var events: [Event]

    /// Puts together what is recorded at once.
    public init(attempts: [StoredAttempt] = [], replicates: [Replicate] = [], events: [Event] = []) {
        self.attempts = attempts
        self.replicates = replicates
        self.events = events
    }

    /// Whether there is nothing to record.
    public var isEmpty: Bool { isTalk && events.isEmpty }

    /// Whether it holds nothing but events, which may follow the end of a run.
    public var isTalk: Bool { attempts.isEmpty && replicates.isEmpty }
}
