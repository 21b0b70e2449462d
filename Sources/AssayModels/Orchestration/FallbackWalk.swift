import AssayCore

/// The way from model to model as calls fail; it decides, others act.
struct FallbackWalk {
    /// The model to ask now.
    private(set) var current: ModelRecord
    private var remaining: [ModelRecord]
    /// How many more of them may be asked.
    private var most: Int
    /// Whether anybody but the first may be asked.
    private let hasOthers: Bool
    private let areDeclared: Bool
    private let policy: RetryPolicy
    private var retries = 0

    /// What to do after a failure.
    enum Step: Equatable {
        /// Ask the same model again; the number of the retry, from 1.
        case retry(Int)
        /// Ask ``FallbackWalk/current``, which is another model now.
        case next
        /// Nobody is left to ask.
        case giveUp
    }

    init(
        _ first: ModelRecord,
        then remaining: [ModelRecord],
        most: Int,
        areDeclared: Bool,
        policy: RetryPolicy
    ) {
        current = first
        self.remaining = remaining
        self.most = most
        hasOthers = most > 0
        self.areDeclared = areDeclared
        self.policy = policy
    }

    /// A model answered; its retries are available again.
    mutating func succeeded() { retries = 0 }

    mutating func failed(_ error: AssayError) -> Step {
        let rule = FallbackRule(for: error)
        if rule.retries, retries < policy.maxRetries, (error.retryAfter ?? .zero) <= policy.longestRetryAfter {
            retries += 1
            return .retry(retries)
        }
        drop(rule.next)
        guard most > 0, !remaining.isEmpty else { return .giveUp }
        most -= 1
        current = remaining.removeFirst()
        retries = 0
        return .next
    }

    /// Goes on to the first model that is not resting, if there is one; those before it become the last that are asked.
    ///
    /// - Returns: who was passed over.
    mutating func passOver(_ isResting: (ModelRecord) -> Bool) -> [ModelRecord] {
        guard hasOthers, isResting(current), let place = remaining.firstIndex(where: { !isResting($0) }) else {
            return []
        }
        let passed = [current] + remaining[..<place]
        current = remaining[place]
        remaining = Array(remaining[(place + 1)...]) + passed
        retries = 0
        return passed
    }

    /// Takes away who would fail for the same reason, for good.
    private mutating func drop(_ next: FallbackRule.Next) {
        switch next {
        case .nobody: remaining = []
        case .otherModel: break
        case .otherProvider: remaining.removeAll { $0.provider == current.provider }
        case .largerContext:
            let size = current.contextWindow ?? 0
            remaining.removeAll { ($0.contextWindow ?? 0) <= size }
        case .declaredModel: if !areDeclared { remaining = [] }
        }
    }
}
