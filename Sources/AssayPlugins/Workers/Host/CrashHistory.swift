/// When one plugin crashed, and whether that keeps it out; times are those of the wall clock, in milliseconds.
package struct CrashHistory: Sendable, Hashable {
    package private(set) var crashesMS: [Int64]
    package private(set) var quarantinedUntilMS: Int64?

    static let limit = 3
    static let windowMS: Int64 = 60_000
    static let sentenceMS: Int64 = 600_000

    package init(crashesMS: [Int64] = [], quarantinedUntilMS: Int64? = nil) {
        self.crashesMS = crashesMS
        self.quarantinedUntilMS = quarantinedUntilMS
    }

    /// Whether the plugin may start something new; a clock that was set back keeps it out no longer than the sentence.
    func isQuarantined(atMS now: Int64) -> Bool {
        quarantinedUntilMS.map { now < $0 && $0 - now <= Self.sentenceMS } ?? false
    }

    /// Whether there is nothing in it that still counts.
    package func isForgotten(atMS now: Int64) -> Bool {
        !isQuarantined(atMS: now) && !crashesMS.contains { Self.counts($0, atMS: now) }
    }

    mutating func recordCrash(atMS now: Int64) {
        guard !isQuarantined(atMS: now) else { return }
        crashesMS.removeAll { !Self.counts($0, atMS: now) }
        crashesMS.append(now)
        quarantinedUntilMS = nil
        guard crashesMS.count >= Self.limit else { return }
        crashesMS = []
        quarantinedUntilMS = now + Self.sentenceMS
    }

    private static func counts(_ crash: Int64, atMS now: Int64) -> Bool { crash <= now && now - crash <= windowMS }
}

/// Keeps crash histories beyond the end of the process, by the SHA-256 of the plugin.
package protocol CrashArchive: Sendable {
    /// What is kept now.
    func histories() -> [String: CrashHistory]

    /// Changes what is kept; no other process changes it meanwhile.
    ///
    /// - Returns: whether the change is kept.
    @discardableResult
    func update(_ change: (inout [String: CrashHistory]) -> Void) -> Bool
}
