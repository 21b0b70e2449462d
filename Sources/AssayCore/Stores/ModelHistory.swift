/// What models, or other things one can choose among, did so far.
///
/// Kinds of task are told apart by their names, such as `code_generation`, so that a store need not know what there is
/// to do. Of each model at each kind of task the latest ``ModelTotals/window`` calls count: what was long ago says little.
/// `AssayTesting` has the checks every history must pass: `HistoryConformance.check`.
public protocol ModelHistory: Sendable {
    /// What each model did at a kind of task, by id; models that were never asked may be missing.
    func totals(for task: String) async throws -> [String: ModelTotals]

    /// Adds what a model did.
    func record(_ outcome: ModelOutcome) async throws

    /// What the calls of the last while have cost together, in US dollars, to the minute.
    ///
    /// - Parameter period: How far to look back, a day at most.
    /// - Returns: the sum, or `nil` where the cost of a call that was answered is unknown. A failed call of unknown cost
    ///   counts as free, because most are refused before they cost anything.
    /// - Throws: what keeps the history from being read.
    func spentUSD(inLast period: Duration) async throws -> Double?
}

extension ModelHistory {
    /// Nobody has counted.
    public func spentUSD(inLast period: Duration) async throws -> Double? { nil }
}
