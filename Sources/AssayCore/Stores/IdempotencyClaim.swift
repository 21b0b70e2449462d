/// A wish to run a call under a key.
public struct IdempotencyClaim: Sendable, Hashable {
    /// The caller's key: 1 to 255 bytes of UTF-8.
    public var key: String
    /// SHA-256 of everything that makes the call what it is.
    public var fingerprint: String
    /// Who asks, for people: a process, a machine.
    public var owner: String
    /// How long the claim holds without being renewed.
    public var lease: Duration
    /// Whether the call may run again where its first run ended in the middle.
    public var isRepeatable: Bool
    /// Under which id the call will be recorded, where it is; the key keeps the first one.
    public var runID: String?

    /// Creates a claim.
    public init(
        key: String,
        fingerprint: String,
        owner: String,
        lease: Duration,
        isRepeatable: Bool,
        runID: String? = nil
    ) {
        self.key = key
        self.fingerprint = fingerprint
        self.owner = owner
        self.lease = lease
        self.isRepeatable = isRepeatable
        self.runID = runID
    }

    /// Refuses claims outside the limits; stores call it first.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` naming what is wrong; never the key itself.
    public func validate() throws(AssayError) {
        guard (1...StoreLimits.longestKey).contains(key.utf8.count), !key.utf8.contains(0) else {
            throw AssayError(
                .invalidArgument,
                "an idempotency key must have 1 to \(StoreLimits.longestKey) bytes of UTF-8, and no zero byte"
            )
        }
        try StoreLimits.check(lease: lease)
    }
}

/// What a store answers to a claim.
public enum ClaimAnswer: Sendable, Hashable {
    /// The call is the caller's to run; the token is larger than every earlier one of the key.
    case claimed(token: Int64)
    /// Like ``claimed(token:)``, and a caller that died began the call under this id: what is recorded of it need not run
    /// again.
    case takenOver(token: Int64, runID: String)
    /// Another caller runs the call, and its lease ends in that time unless it is renewed.
    case inFlight(owner: String, remaining: Duration)
    /// The call is over, with this result.
    case finished(result: [UInt8])
    /// The key belongs to another call.
    case conflict
    /// The call began and nobody knows how it ended.
    case unknown
}

/// What every store can hold.
public enum StoreLimits {
    /// Bytes of a key.
    public static let longestKey = 255
    /// Bytes of a result.
    public static let largestResult = 64 << 20
}
