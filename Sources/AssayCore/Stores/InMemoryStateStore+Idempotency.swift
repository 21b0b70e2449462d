internal import Synchronization

extension InMemoryStateStore {
    /// Asks to run a call under a key.
    public func claim(_ claim: IdempotencyClaim) async throws(AssayError) -> ClaimAnswer {
        try claim.validate()
        return keys.withLock { $0.claim(claim, atMS: clock.nowMS()) }
    }

    /// Holds a claim for another lease.
    public func renew(_ key: String, token: Int64, lease: Duration) async throws(AssayError) {
        try StoreLimits.check(lease: lease)
        try Self.require(keys.withLock { $0.renew(key, token, lease, atMS: clock.nowMS()) })
    }

    /// Records what a call answered.
    public func complete(_ key: String, token: Int64, result: [UInt8], ttl: Duration) async throws(AssayError) {
        try StoreLimits.check(result: result, ttl: ttl)
        try Self.require(keys.withLock { $0.complete(key, token, result, ttl, atMS: clock.nowMS()) })
    }

    /// Frees a key whose call has done nothing that lasts.
    public func release(_ key: String, token: Int64) async throws(AssayError) {
        try Self.require(keys.withLock { $0.release(key, token) })
    }

    /// Notes that a call ended in the middle.
    public func abandon(_ key: String, token: Int64) async throws(AssayError) {
        try Self.require(keys.withLock { $0.abandon(key, token) })
    }

    /// Frees a key of unknown outcome.
    @discardableResult
    public func resolve(_ key: String) async throws(AssayError) -> Bool { keys.withLock { $0.resolve(key) } }

    /// Removes finished keys whose time to live has passed.
    @discardableResult
    public func purge(limit: Int) async throws(AssayError) -> Int {
        keys.withLock { $0.purge(limit: limit, atMS: clock.nowMS()) }
    }

    private static func require(_ isHeld: Bool) throws(AssayError) {
        guard isHeld else { throw .staleClaim }
    }
}

extension AssayError {
    /// What stores throw when a token is not the latest of its key, or its call is over.
    public static let staleClaim = AssayError(
        .staleClaim,
        "the claim is no longer held: its lease passed and another took it over, or its call is over"
    )
}

extension StoreLimits {
    /// Refuses a lease no store could keep.
    public static func check(lease: Duration) throws(AssayError) {
        guard lease > .zero, lease <= .longestLimit else {
            throw AssayError(.invalidArgument, "the lease of a claim must be above 0 and at most 30 days")
        }
    }

    /// Refuses a result no store could keep.
    public static func check(result: [UInt8], ttl: Duration) throws(AssayError) {
        guard result.count <= largestResult else {
            throw AssayError(.invalidArgument, "a result must have at most \(largestResult) bytes")
        }
        guard ttl > .zero, ttl <= .longestLimit else {
            throw AssayError(.invalidArgument, "the time to live of a result must be above 0 and at most 30 days")
        }
    }
}
