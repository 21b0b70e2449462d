/// Records runs while they happen, so that what was answered survives the end of the process.
///
/// A run is begun, its attempts and replicates are recorded in any order, its events appended in theirs, and it is finished.
/// What a call has recorded is on disk, where the store has one, when the call returns; events may follow within a second.
/// Recording the same thing twice changes nothing. A run that was begun and not finished is interrupted: its replicates go
/// into a bundle again with ``StoredRun/interrupted()``.
///
/// Every call throws ``AssayError/Code/unknownRun`` for a run that was not begun, and
/// ``AssayError/Code/invalidArgument`` for a run that is over or an id that is taken.
public protocol RunStore: Sendable {
    /// Records that a run begins.
    ///
    /// - Parameter plan: What will be run: a bundle without replicates.
    /// - Throws: ``AssayError/Code/invalidArgument`` when a run of that id was begun before.
    func begin(_ plan: EvidenceBundle) async throws(AssayError)

    /// Records that an attempt begins or ended; the latter replaces the former.
    ///
    /// An attempt that never ended counts as having used what was reserved for it.
    func record(_ attempt: StoredAttempt, of runID: String) async throws(AssayError)

    /// Records the answers or failures of replicates, all or none.
    func record(_ replicates: [Replicate], of runID: String) async throws(AssayError)

    /// Appends events in the order of their numbers.
    func append(_ events: [Event], to runID: String) async throws(AssayError)

    /// Records that a run is over.
    func finish(_ runID: String, with bundle: EvidenceBundle) async throws(AssayError)

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

    /// Removes a run with all that belongs to it, whether it is finished or not.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    func delete(_ runID: String) async throws(AssayError) -> Bool
}
