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
    }

    /// How many pools nobody uses are kept for whoever comes back.
    private let maxUnused: Int
    private var pools: [PoolKey: Pool] = [:]
    private var uses = 0

    init(maxUnused: Int = 32) { self.maxUnused = maxUnused }

    /// Borrows a pool until it is given back; nil where there is no memory.
    mutating func take(_ key: PoolKey) -> UnsafeMutableRawPointer? {
        guard var pool = pools[key] ?? Self.make() else { return nil }
        uses += 1
        pool.users += 1
        pool.lastUse = uses
        pools[key] = pool
        return pool.share
    }

    /// Gives a pool back; closes those that were not used for longest.
    mutating func giveBack(_ key: PoolKey) {
        pools[key]?.users -= 1
        let unused = pools.filter { $0.value.users == 0 }
        guard unused.count > maxUnused, let oldest = unused.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
            return
        }
        curl_share_cleanup(oldest.value.share)
        pools[oldest.key] = nil
    }

    /// Closes all connections; nobody may have a pool any more.
    mutating func close() {
        for pool in pools.values { curl_share_cleanup(pool.share) }
        pools = [:]
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
