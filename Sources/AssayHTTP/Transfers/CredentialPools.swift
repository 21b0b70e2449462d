internal import CCurl

/// Connections by credential: whoever asks with another key never gets a connection that carried this one.
///
/// Each pool is a libcurl share, which takes the place of the common store of connections and TLS sessions. (libcurl's
/// own matching does not look at header fields, where keys are.)
struct CredentialPools {
    private struct Pool {
        let share: UnsafeMutableRawPointer
        var users = 0
        var lastUse = 0
        /// Handles of transfers that are over; what holds for all requests of the pool is still set in them.
        var spares: [UnsafeMutableRawPointer] = []
    }

    /// What a transfer borrows.
    struct Loan {
        let share: UnsafeMutableRawPointer
        let easy: UnsafeMutableRawPointer
        /// Whether the handle was used before.
        let isSet: Bool
    }

    /// How many pools nobody uses are kept for whoever comes back.
    private let maxUnused: Int
    private var pools: [PoolKey: Pool] = [:]
    private var uses = 0

    init(maxUnused: Int = 32) { self.maxUnused = maxUnused }

    /// How many handles of a pool are kept for the next transfers.
    private static let maxSpares = 64

    /// Borrows a pool and a handle until they are given back; nil where there is no memory.
    mutating func take(_ key: PoolKey) -> Loan? {
        if pools[key] == nil { pools[key] = Self.make() }
        guard let share = pools[key]?.share else { return nil }
        let spare = pools[key]?.spares.popLast()
        guard let easy = spare ?? curl_easy_init() else { return nil }
        uses += 1
        pools[key]?.users += 1
        pools[key]?.lastUse = uses
        return Loan(share: share, easy: easy, isSet: spare != nil)
    }

    /// Gives a pool and a handle back; closes pools that were not used for longest.
    ///
    /// The handle is kept for the pool's next request where it is set, that is, has all that holds for all of them.
    mutating func giveBack(_ key: PoolKey, _ easy: UnsafeMutableRawPointer, isSet: Bool) {
        if isSet, pools[key]?.spares.count ?? .max < Self.maxSpares {
            pools[key]?.spares.append(easy)
        } else {
            curl_easy_cleanup(easy)
        }
        pools[key]?.users -= 1
        guard pools.count > maxUnused else { return }
        let unused = pools.filter { $0.value.users == 0 }
        guard unused.count > maxUnused, let oldest = unused.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
            return
        }
        Self.close(oldest.value)
        pools[oldest.key] = nil
    }

    /// Closes all connections; nobody may have a pool any more.
    mutating func close() {
        for pool in pools.values { Self.close(pool) }
        pools = [:]
    }

    /// Handles first: a share cannot be closed while one has it.
    private static func close(_ pool: Pool) {
        for easy in pool.spares { curl_easy_cleanup(easy) }
        curl_share_cleanup(pool.share)
    }

    private static func make() -> Pool? {
        guard let share = curl_share_init() else { return nil }
        guard assay_curl_share(share, CURL_LOCK_DATA_CONNECT) == CURLSHE_OK,
            assay_curl_share(share, CURL_LOCK_DATA_SSL_SESSION) == CURLSHE_OK
        else {
            curl_share_cleanup(share)
            return nil
        }
        return Pool(share: share)
    }
}
