internal import Synchronization

/// Keeps the digest of a bundle once somebody has asked for it.
///
/// Most bundles of a loop are looked at and dropped, and hashing a million replicates takes longer than comparing them.
final class DigestCache: Sendable {
    private let known = Mutex<String?>(nil)

    /// The digest, computed at the first call.
    func digest(_ compute: () -> String) -> String {
        known.withLock { known in
            let digest = known ?? compute()
            known = digest
            return digest
        }
    }
}

/// What is derived from a bundle does not tell it from another.
extension DigestCache: Hashable {
    static func == (left: DigestCache, right: DigestCache) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
}
