/// The states of idempotency keys, with the time as an argument.
struct KeyTable: Sendable {
    private var entries: [String: Entry] = [:]
    /// Finished keys in the order in which they were finished; some may be gone since.
    private var finished: [(key: String, token: Int64)] = []
    private var firstFinished = 0
    private var finishedCount = 0
    private var lastToken: Int64 = 0
    private var latestMS = Int64.min
    private let capacity: Int

    private struct Entry: Sendable {
        let fingerprint: String
        let owner: String
        let token: Int64
        let isRepeatable: Bool
        let runID: String?
        var phase: Phase
    }

    private enum Phase: Sendable {
        /// Next: finished, unknown, or gone.
        case inFlight(untilMS: Int64)
        /// Next: gone.
        case finished(result: [UInt8], untilMS: Int64)
        /// Next: gone.
        case unknown
    }

    init(capacity: Int) { self.capacity = capacity }

    /// A clock that was set back does not move time back.
    private mutating func advance(to nowMS: Int64) -> Int64 {
        latestMS = max(latestMS, nowMS)
        return latestMS
    }

    mutating func claim(_ claim: IdempotencyClaim, atMS nowMS: Int64) -> ClaimAnswer {
        let now = advance(to: nowMS)
        guard let entry = entries[claim.key] else { return insert(claim, now) }
        if case .finished(_, let untilMS) = entry.phase, untilMS <= now {
            remove(claim.key)
            return insert(claim, now)
        }
        guard entry.fingerprint == claim.fingerprint else { return .conflict }
        switch entry.phase {
        case .finished(let result, _): return .finished(result: result)
        case .unknown: return .unknown
        case .inFlight(let untilMS) where untilMS > now:
            return .inFlight(owner: entry.owner, remaining: .milliseconds(untilMS - now))
        case .inFlight where claim.isRepeatable && entry.isRepeatable: return takeOver(entry, claim, now)
        case .inFlight:
            entries[claim.key]?.phase = .unknown
            return .unknown
        }
    }

    private mutating func insert(_ claim: IdempotencyClaim, _ now: Int64) -> ClaimAnswer {
        lastToken += 1
        entries[claim.key] = Entry(
            fingerprint: claim.fingerprint,
            owner: claim.owner,
            token: lastToken,
            isRepeatable: claim.isRepeatable,
            runID: claim.runID,
            phase: .inFlight(untilMS: now.adding(claim.lease))
        )
        return .claimed(token: lastToken)
    }

    private mutating func takeOver(_ entry: Entry, _ claim: IdempotencyClaim, _ now: Int64) -> ClaimAnswer {
        guard let runID = entry.runID else { return insert(claim, now) }
        var claim = claim
        claim.runID = runID
        _ = insert(claim, now)
        return .takenOver(token: lastToken, runID: runID)
    }

    mutating func renew(_ key: String, _ token: Int64, _ lease: Duration, atMS nowMS: Int64) -> Bool {
        let now = advance(to: nowMS)
        guard holds(key, token) else { return false }
        entries[key]?.phase = .inFlight(untilMS: now.adding(lease))
        return true
    }

    mutating func complete(_ key: String, _ token: Int64, _ result: [UInt8], _ ttl: Duration, atMS nowMS: Int64) -> Bool
    {
        let now = advance(to: nowMS)
        guard holds(key, token) else { return false }
        entries[key]?.phase = .finished(result: result, untilMS: now.adding(ttl))
        finished.append((key, token))
        finishedCount += 1
        evict()
        return true
    }

    mutating func release(_ key: String, _ token: Int64) -> Bool {
        guard holds(key, token) else { return false }
        remove(key)
        return true
    }

    mutating func abandon(_ key: String, _ token: Int64) -> Bool {
        guard holds(key, token) else { return false }
        entries[key]?.phase = .unknown
        return true
    }

    mutating func resolve(_ key: String) -> Bool {
        guard case .unknown? = entries[key]?.phase else { return false }
        remove(key)
        return true
    }

    mutating func purge(limit: Int, atMS nowMS: Int64) -> Int {
        let now = advance(to: nowMS)
        let expired = entries.lazy.filter { entry in
            if case .finished(_, let untilMS) = entry.value.phase { untilMS <= now } else { false }
        }
        let keys = expired.prefix(max(0, limit)).map(\.key)
        for key in keys { remove(key) }
        return keys.count
    }

    /// A lease that has passed is still the holder's while nobody else has claimed the key.
    private func holds(_ key: String, _ token: Int64) -> Bool {
        guard let entry = entries[key], entry.token == token, case .inFlight = entry.phase else { return false }
        return true
    }

    private mutating func remove(_ key: String) {
        if case .finished? = entries.removeValue(forKey: key)?.phase { finishedCount -= 1 }
    }

    private mutating func evict() {
        while finishedCount > capacity, firstFinished < finished.count {
            let oldest = finished[firstFinished]
            firstFinished += 1
            if let entry = entries[oldest.key], entry.token == oldest.token { remove(oldest.key) }
        }
        guard firstFinished > capacity else { return }
        finished.removeFirst(firstFinished)
        firstFinished = 0
    }
}

extension Int64 {
    /// That many whole milliseconds later, at most the end of time.
    package func adding(_ duration: Duration) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(duration.wholeMilliseconds)
        return overflow ? .max : sum
    }
}
