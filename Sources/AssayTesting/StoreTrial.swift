public import AssayCore
internal import Synchronization

/// The time and the findings of one check of a store.
final class StoreTrial: Sendable {
    let clock = ManualClock()
    private let found = Mutex<[String]>([])

    var problems: [String] { found.withLock { $0 } }

    func note(_ problem: String) { found.withLock { $0.append(problem) } }

    func require(_ isTrue: Bool, _ problem: @autoclosure () -> String) {
        if !isTrue { note(problem()) }
    }

    /// Notes anything but an error of that code.
    func requireError(_ code: AssayError.Code, _ what: String, _ work: () async throws(AssayError) -> Void) async {
        do throws(AssayError) {
            try await work()
            note("\(what) must throw \(code), and does not")
        } catch {
            require(error.code == code, "\(what) must throw \(code), not \(error.code)")
        }
    }

    /// Claims a key and returns the token; notes any other answer.
    func token(_ store: any StateStore, _ claim: IdempotencyClaim) async throws(AssayError) -> Int64 {
        let answer = try await store.claim(claim)
        if case .claimed(let token) = answer { return token }
        note("the claim must be granted; the answer is \(answer)")
        return -1
    }

    static func claim(_ key: String = "k", fingerprint: String = "f", repeatable: Bool = false) -> IdempotencyClaim {
        IdempotencyClaim(
            key: key,
            fingerprint: fingerprint,
            owner: "test",
            lease: .seconds(10),
            isRepeatable: repeatable
        )
    }
}

extension ManualClock {
    /// The virtual time as a time of day; it starts in November 2023.
    public var wallClock: WallClock {
        WallClock { [self] in 1_700_000_000_000 + now.offset.wholeMilliseconds }
    }
}
