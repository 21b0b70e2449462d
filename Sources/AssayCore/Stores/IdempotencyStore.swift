/// Lets one call run per key, among all tasks and processes that share the store.
///
/// A key is free, in flight, finished or unknown:
///
/// | from | by | to |
/// |---|---|---|
/// | free | ``claim(_:)`` | in flight, with a new token |
/// | in flight | ``complete(_:token:result:ttl:)`` | finished |
/// | in flight | ``release(_:token:)`` | free |
/// | in flight | ``abandon(_:token:)`` | unknown |
/// | in flight, lease passed | ``claim(_:)`` that is repeatable, as the first one was | in flight, with a new token and the run id of the first one |
/// | in flight, lease passed | any other ``claim(_:)`` | unknown |
/// | finished, its time to live passed | ``claim(_:)`` or ``purge(limit:)`` | free |
/// | unknown | ``resolve(_:)`` | free |
///
/// How to implement it: a claim is one atomic insert, never a look followed by a write. The store reads its own clock, and
/// never an earlier time than the latest it has seen, so that a clock set back brings no key back. What was answered is on
/// disk, where the store has one, before a call returns.
public protocol IdempotencyStore: Sendable {
    /// Asks to run a call under a key.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` for a key or lease outside the limits of ``StoreLimits``.
    func claim(_ claim: IdempotencyClaim) async throws(AssayError) -> ClaimAnswer

    /// Holds a claim for another lease, from now.
    ///
    /// - Throws: ``AssayError/Code/staleClaim`` when the token is not the key's latest, or the call is over.
    func renew(_ key: String, token: Int64, lease: Duration) async throws(AssayError)

    /// Records what a call answered; later claims get it until the time to live has passed, counted from now.
    ///
    /// - Throws: ``AssayError/Code/staleClaim`` when the token is not the key's latest, or the call is over;
    ///   ``AssayError/Code/invalidArgument`` for a result or time to live outside the limits of ``StoreLimits``.
    func complete(_ key: String, token: Int64, result: [UInt8], ttl: Duration) async throws(AssayError)

    /// Frees a key whose call has done nothing that lasts.
    ///
    /// - Throws: ``AssayError/Code/staleClaim`` when the token is not the key's latest, or the call is over.
    func release(_ key: String, token: Int64) async throws(AssayError)

    /// Notes that a call ended in the middle, and nobody knows what it has done.
    ///
    /// - Throws: ``AssayError/Code/staleClaim`` when the token is not the key's latest, or the call is over.
    func abandon(_ key: String, token: Int64) async throws(AssayError)

    /// Frees a key of unknown outcome, after a person has looked.
    ///
    /// - Returns: whether the key was unknown; others stay as they are.
    @discardableResult
    func resolve(_ key: String) async throws(AssayError) -> Bool

    /// Removes finished keys whose time to live has passed, at most so many at once.
    ///
    /// - Returns: how many were removed.
    @discardableResult
    func purge(limit: Int) async throws(AssayError) -> Int
}
