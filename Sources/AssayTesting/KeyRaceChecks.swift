internal import AssayCore
internal import Synchronization

/// What stores promise about keys when many ask at once.
enum KeyRaceChecks {
    static let all: [StoreRule] = [
        StoreRule("of many claims at once exactly one is granted") { store, trial in
            for key in 0..<50 {
                let granted = try await count(8) { store throws(AssayError) in
                    if case .claimed = try await store.claim(StoreTrial.claim("k\(key)")) { true } else { false }
                } from: {
                    store
                }
                trial.require(granted == 1, "of 8 claims on one key \(granted) were granted")
            }
        },
        StoreRule("of many that take over after a crash exactly one does") { store, trial in
            for key in 0..<20 {
                _ = try await store.claim(StoreTrial.claim("k\(key)", repeatable: true))
            }
            trial.clock.advance(by: .seconds(11))
            for key in 0..<20 {
                let granted = try await count(8) { store throws(AssayError) in
                    let claim = StoreTrial.claim("k\(key)", repeatable: true)
                    if case .claimed = try await store.claim(claim) { return true } else { return false }
                } from: {
                    store
                }
                trial.require(granted == 1, "of 8 that took over one key \(granted) were granted")
            }
        },
        StoreRule("of many that end one call exactly one does") { store, trial in
            let token = try await trial.token(store, StoreTrial.claim())
            let ended = try await count(8) { store throws(AssayError) in
                do throws(AssayError) {
                    try await store.complete("k", token: token, result: [1], ttl: .seconds(60))
                    return true
                } catch {
                    if error.code == .staleClaim { return false }
                    throw error
                }
            } from: {
                store
            }
            trial.require(ended == 1, "of 8 that completed one call \(ended) did")
        },
    ]

    /// How many of so many tasks say yes.
    private static func count(
        _ tasks: Int,
        _ work: @escaping @Sendable (any StateStore) async throws(AssayError) -> Bool,
        from store: () -> any StateStore
    ) async throws -> Int {
        let store = store()
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<tasks { group.addTask { try await work(store) } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }
}
