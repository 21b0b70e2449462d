internal import AssayCore

/// What was used of a budget before a run began.
struct Charge: Sendable {
    /// The most it could have been.
    let worstCase: Usage
    /// What was reported.
    let used: Usage
    /// How long it took; `nil` where nobody knows, and the worst case counts.
    let elapsed: Duration?
}
