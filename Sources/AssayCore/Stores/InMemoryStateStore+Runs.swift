internal import Synchronization

extension InMemoryStateStore {
    /// Records that a run begins.
    public func begin(_ plan: EvidenceBundle) async throws(AssayError) {
        try recorded.withLock { runs throws(AssayError) in try runs.begin(plan, atMS: clock.nowMS()) }
    }

    /// Records what has happened in a run.
    public func record(_ progress: RunProgress, of runID: String) async throws(AssayError) {
        try recorded.withLock { runs throws(AssayError) in try runs.record(progress, of: runID) }
    }

    /// Records that a run is over.
    public func finish(_ runID: String, with bundle: EvidenceBundle) async throws(AssayError) {
        try recorded.withLock { runs throws(AssayError) in try runs.finish(runID, with: bundle) }
    }

    /// Never takes a run over: the process that runs it is this one.
    public func resume(_ runID: String) async throws(AssayError) -> StoredRun {
        try recorded.withLock { runs throws(AssayError) in try runs.requireOpen(runID) }
        throw .runGoesOn
    }

    /// The runs that were begun, the latest first.
    public func runs(limit: Int, earlierThan: String?) async throws(AssayError) -> [RunRecord] {
        try recorded.withLock { runs throws(AssayError) in try runs.records(limit: limit, earlierThan: earlierThan) }
    }

    /// Everything recorded of a run but its events.
    public func run(_ runID: String) async throws(AssayError) -> StoredRun? { recorded.withLock { $0.run(runID) } }

    /// The events of a run as objects.
    public func events(of runID: String, from sequence: Int) async throws(AssayError) -> [Value] {
        try recorded.withLock { runs throws(AssayError) in try runs.events(of: runID, from: sequence) }
    }

    /// Removes a run with all that belongs to it, unless it goes on.
    @discardableResult
    public func delete(_ runID: String) async throws(AssayError) -> Bool {
        try recorded.withLock { runs throws(AssayError) in try runs.delete(runID) }
    }
}
