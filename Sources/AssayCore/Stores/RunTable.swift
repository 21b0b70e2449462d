/// The runs an in-memory store holds.
struct RunTable: Sendable {
    private var runs: [String: Held] = [:]
    /// The ids in the order in which the runs were begun.
    private var order: [String] = []

    private struct Held: Sendable {
        let startedMS: Int64
        let plan: EvidenceBundle
        var replicates: [Int: Replicate] = [:]
        var attempts: [Place: StoredAttempt] = [:]
        var events: [Event] = []
        var bundle: EvidenceBundle?

        var stored: StoredRun {
            StoredRun(
                startedMS: startedMS,
                plan: plan,
                replicates: replicates.values.sorted { $0.index < $1.index },
                attempts: attempts.values.sorted { ($0.replicate, $0.number) < ($1.replicate, $1.number) },
                bundle: bundle,
                nextEvent: (events.last?.sequence ?? -1) + 1
            )
        }
    }

    private struct Place: Hashable {
        let replicate: Int
        let number: Int
    }

    mutating func begin(_ plan: EvidenceBundle, atMS nowMS: Int64) throws(AssayError) {
        let id = plan.execution.runID
        guard runs[id] == nil else {
            throw AssayError(.invalidArgument, "a run of that id was begun before: ids must be unique")
        }
        runs[id] = Held(startedMS: nowMS, plan: plan)
        order.append(id)
    }

    mutating func record(_ progress: RunProgress, of id: String) throws(AssayError) {
        if !progress.isTalk { try requireOpen(id) }
        guard let last = runs[id].map({ $0.events.last?.sequence ?? -1 }) else { throw .unknownRun }
        for attempt in progress.attempts {
            let place = Place(replicate: attempt.replicate, number: attempt.number)
            // The beginning may arrive after the end; it says less.
            if attempt.ending == nil, runs[id]?.attempts[place] != nil { continue }
            runs[id]?.attempts[place] = attempt
        }
        for replicate in progress.replicates { runs[id]?.replicates[replicate.index] = replicate }
        runs[id]?.events += progress.events.filter { $0.sequence > last }
    }

    mutating func finish(_ id: String, with bundle: EvidenceBundle) throws(AssayError) {
        if let known = runs[id]?.bundle, known == bundle { return }
        try requireOpen(id)
        runs[id]?.bundle = bundle
    }

    mutating func delete(_ id: String) throws(AssayError) -> Bool {
        guard let run = runs[id] else { return false }
        // The process that runs it is this one.
        guard run.bundle != nil else { throw .runGoesOn }
        runs[id] = nil
        order.removeAll { $0 == id }
        return true
    }

    func run(_ id: String) -> StoredRun? { runs[id]?.stored }

    func events(of id: String, from sequence: Int) throws(AssayError) -> [Value] {
        guard let run = runs[id] else { throw .unknownRun }
        return run.events.filter { $0.sequence >= sequence }.map(\.encoded)
    }

    func records(limit: Int, earlierThan id: String?) throws(AssayError) -> [RunRecord] {
        var end = order.count
        if let id {
            guard let place = order.firstIndex(of: id) else { throw .unknownRun }
            end = place
        }
        return order[..<end].reversed().prefix(max(0, limit)).compactMap { runs[$0]?.stored.record }
    }

    func requireOpen(_ id: String) throws(AssayError) {
        guard let run = runs[id] else { throw .unknownRun }
        guard run.bundle == nil else { throw .runIsOver }
    }
}

extension AssayError {
    /// What stores throw for an id no run was begun under.
    public static let unknownRun = AssayError(.unknownRun, "no run of that id was begun in this store")

    /// What stores throw when a finished run should take something more.
    public static let runIsOver = AssayError(
        .invalidArgument,
        "the run is over: nothing can be recorded any more"
    )

    /// What stores throw when a run should be removed, or taken over, while its process is alive.
    public static let runGoesOn = AssayError(
        .inFlight,
        "the run goes on: the process that runs it is alive",
        isRetryable: true
    )
}
