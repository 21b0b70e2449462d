/// Records runs while they happen, so that what was answered survives the end of the process.
///
/// A run is begun, its attempts and replicates are recorded in any order, its events in theirs, and it is finished. What a call
/// has recorded is on disk, where the store has one, when the call returns. Recording the same thing twice changes nothing. A run that was begun and not finished goes on, or was interrupted: then
/// ``resume(_:)`` takes it over, and ``StoredRun/interrupted()`` makes a bundle of what there is.
///
/// Every call throws ``AssayError/Code/unknownRun`` for a run that was not begun, and
/// ``AssayError/Code/invalidArgument`` for a run that is over or an id that is taken.
public protocol RunStore: Sendable {
    /// Records that a run begins.
    ///
    /// - Parameter plan: What will be run: a bundle without replicates.
    /// - Throws: ``AssayError/Code/invalidArgument`` when a run of that id was begun before.
    func begin(_ plan: EvidenceBundle) async throws(AssayError)

    /// Records what has happened in a run; all of it or nothing.
    ///
    /// Nothing but events may follow the end of a run. An attempt that never ended counts as having used what was reserved
    /// for it.
    func record(_ progress: RunProgress, of runID: String) async throws(AssayError)

    /// Records that a run is over.
    func finish(_ runID: String, with bundle: EvidenceBundle) async throws(AssayError)

    /// Takes over a run whose process has died, so that it can be finished; of several who ask one gets it.
    ///
    /// - Returns: what is recorded of it.
    /// - Throws: ``AssayError/Code/inFlight`` when the process that runs it is alive.
    func resume(_ runID: String) async throws(AssayError) -> StoredRun

    /// The runs that were begun, the latest first.
    ///
    /// - Parameters:
    ///   - limit: The most to return.
    ///   - earlierThan: Returns only runs begun before this one; for the next page.
    /// - Returns: a line for each.
    /// - Throws: ``AssayError/Code/unknownRun`` when no run of that id was begun.
    func runs(limit: Int, earlierThan: String?) async throws(AssayError) -> [RunRecord]

    /// Everything recorded of a run but its events; `nil` when there is none of that id.
    func run(_ runID: String) async throws(AssayError) -> StoredRun?

    /// The events of a run as objects, from a number on.
    func events(of runID: String, from sequence: Int) async throws(AssayError) -> [Value]

    /// Removes a run with all that belongs to it, whether it was finished or interrupted.
    ///
    /// - Returns: whether there was one.
    /// - Throws: ``AssayError/Code/inFlight`` when it is not finished and the process that runs it is alive.
    @discardableResult
    func delete(_ runID: String) async throws(AssayError) -> Bool
}

extension RunStore {
    /// Records that an attempt begins or ended.
    public func record(_ attempt: StoredAttempt, of runID: String) async throws(AssayError) {
        try await record(RunProgress(attempts: [attempt]), of: runID)
    }

    /// Records the answers or failures of replicates, all or none.
    public func record(_ replicates: [Replicate], of runID: String) async throws(AssayError) {
        try await record(RunProgress(replicates: replicates), of: runID)
    }

    /// Appends events in the order of their numbers.
    public func append(_ events: [Event], to runID: String) async throws(AssayError) {
        try await record(RunProgress(events: events), of: runID)
    }
}
