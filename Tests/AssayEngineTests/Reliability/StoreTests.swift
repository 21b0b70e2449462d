import AssayCore
import AssayTesting
import Synchronization
import Testing

@Suite("Stores")
struct StoreTests {
    @Test("The in-memory store keeps every rule of stores")
    func conformance() async {
        let checks = await StoreConformance.check { InMemoryStateStore(clock: $0) }
        #expect(checks.count >= 20)
        for check in checks { #expect(check.problems.isEmpty, "\(check.name)") }
    }

    @Test("The checks find a store that forgets what was claimed")
    func forgetful() async {
        let checks = await StoreConformance.check { ForgetfulStore(inner: InMemoryStateStore(clock: $0)) }
        let broken = checks.filter { !$0.problems.isEmpty }.map(\.name)
        #expect(broken.contains("of many claims at once exactly one is granted"))
        #expect(broken.contains("another fingerprint is a conflict in every state"))
    }

    @Test("8 tasks with 1,000 keys, 3 times each, run each key once (S3-17)")
    func race() async throws {
        let store = InMemoryStateStore()
        let runs = RunCounts()
        try await withThrowingTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for round in 0..<3 {
                        for place in 0..<1000 {
                            let key = (place &* 7919 + task &* 131 + round) % 1000
                            try await Self.claim(key, in: store, counting: runs)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(runs.counts.withLock { $0.allSatisfy { $0 == 1 } })
    }

    private static func claim(_ key: Int, in store: InMemoryStateStore, counting runs: RunCounts) async throws {
        let claim = IdempotencyClaim(
            key: "key-\(key)",
            fingerprint: "f",
            owner: "test",
            lease: .seconds(60),
            isRepeatable: false
        )
        guard case .claimed(let token) = try await store.claim(claim) else { return }
        runs.counts.withLock { $0[key] += 1 }
        try await store.complete(claim.key, token: token, result: [], ttl: .seconds(600))
    }

    @Test("Finished keys beyond the capacity go, the oldest first; open ones stay")
    func capacity() async throws {
        let store = InMemoryStateStore(capacity: 10)
        func claim(_ key: Int) async throws -> ClaimAnswer {
            let wish = IdempotencyClaim(
                key: "\(key)",
                fingerprint: "f",
                owner: "t",
                lease: .seconds(9),
                isRepeatable: false
            )
            return try await store.claim(wish)
        }
        _ = try await claim(0)
        for key in 1...100 {
            guard case .claimed(let token) = try await claim(key) else { continue }
            try await store.complete("\(key)", token: token, result: [], ttl: .seconds(9))
        }
        #expect(try await claim(100) == .finished(result: []))
        #expect(try await claim(91) == .finished(result: []))
        if case .claimed = try await claim(90) {} else { Issue.record("the eleventh must be gone") }
        if case .inFlight = try await claim(0) {} else { Issue.record("the open one must stay") }
    }
}

private final class RunCounts: Sendable {
    let counts = Mutex([Int](repeating: 0, count: 1000))
}

/// Grants every claim.
private struct ForgetfulStore: StateStore {
    let inner: InMemoryStateStore

    func claim(_ claim: IdempotencyClaim) async throws(AssayError) -> ClaimAnswer { .claimed(token: 1) }
    func renew(_ key: String, token: Int64, lease: Duration) async throws(AssayError) {}
    func complete(_ key: String, token: Int64, result: [UInt8], ttl: Duration) async throws(AssayError) {}
    func release(_ key: String, token: Int64) async throws(AssayError) {}
    func abandon(_ key: String, token: Int64) async throws(AssayError) {}
    func resolve(_ key: String) async throws(AssayError) -> Bool { false }
    func purge(limit: Int) async throws(AssayError) -> Int { 0 }
    func begin(_ plan: EvidenceBundle) async throws(AssayError) { try await inner.begin(plan) }
    func record(_ progress: RunProgress, of runID: String) async throws(AssayError) {
        try await inner.record(progress, of: runID)
    }
    func resume(_ runID: String) async throws(AssayError) -> StoredRun { try await inner.resume(runID) }
    func finish(_ runID: String, with bundle: EvidenceBundle) async throws(AssayError) {
        try await inner.finish(runID, with: bundle)
    }
    func runs(limit: Int, earlierThan: String?) async throws(AssayError) -> [RunRecord] {
        try await inner.runs(limit: limit, earlierThan: earlierThan)
    }
    func run(_ runID: String) async throws(AssayError) -> StoredRun? { try await inner.run(runID) }
    func events(of runID: String, from sequence: Int) async throws(AssayError) -> [Value] {
        try await inner.events(of: runID, from: sequence)
    }
    func delete(_ runID: String) async throws(AssayError) -> Bool { try await inner.delete(runID) }
}
