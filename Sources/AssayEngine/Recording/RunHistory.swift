internal import AssayCore

/// What a run did before it was interrupted.
struct RunHistory: Sendable {
    /// The id under which it is recorded; `nil` where nothing was recorded before.
    private(set) var runID: String?
    /// The number of the next event.
    private(set) var nextEvent = 0
    /// Attempts at replicates without an answer, by replicate.
    private let attempts: [Int: [Attempt]]
    /// What those attempts count with.
    let charges: [Charge]

    /// Nothing happened before.
    init() {
        attempts = [:]
        charges = []
    }

    init(_ run: StoredRun) {
        let unanswered = run.unansweredAttempts
        runID = run.plan.execution.runID
        nextEvent = run.nextEvent
        attempts = unanswered.mapValues { $0.map(\.outcome) }
        charges = unanswered.values.flatMap(\.self).map { attempt in
            // Without an ending nothing is known, and the meter takes the whole reservation.
            Charge(
                worstCase: attempt.reserved,
                used: attempt.ending?.usage ?? Usage(),
                elapsed: attempt.ending?.elapsed
            )
        }
    }

    var isResumed: Bool { runID != nil }

    /// The number of the latest attempt at a replicate; 0 where there was none.
    func lastAttempt(at replicate: Int) -> Int { attempts[replicate]?.last?.number ?? 0 }

    /// Replicates with the attempts made before.
    func completing(_ replicates: Replicates) -> Replicates {
        attempts.isEmpty ? replicates : Replicates(replicates.lazy.map(completing))
    }

    private func completing(_ replicate: Replicate) -> Replicate {
        guard let before = attempts[replicate.index] else { return replicate }
        var replicate = replicate
        let last = lastAttempt(at: replicate.index)
        replicate.attempts = before + replicate.everyAttempt.map { $0.numbered($0.number + last) }
        return replicate
    }

    /// What was used for replicates beyond the end of the run.
    func usages(from count: Int) -> [Usage?] {
        attempts.filter { $0.key >= count }.values.flatMap { $0.map(\.usage) }
    }
}

extension Replicate {
    /// Every attempt, also where there was only one.
    var everyAttempt: [Attempt] {
        guard attempts.isEmpty else { return attempts }
        return [Attempt(number: 1, failure: failure, usage: usage, elapsedMS: elapsedMS)]
    }
}

extension Attempt {
    func numbered(_ number: Int) -> Attempt {
        var attempt = self
        attempt.number = number
        return attempt
    }
}
