/// What is done with a conversation that is longer than the window of the model that is asked.
public enum ContextPolicy: String, Sendable, Hashable {
    /// It is sent as it is; a ``ModelOrchestrator`` asks no model that is too small for it.
    case whole
    /// Its oldest exchanges are left out, and a warning says how many turns that were.
    ///
    /// An exchange is what the user says with all that follows up to when the user speaks again, so that no call of a function
    /// is parted from its result. What the system says and the last exchange are never left out. Lengths are estimates, see
    /// ``TokenEstimate/likely(of:)``, and documents do not count. Where a model can read the whole conversation, such a one is
    /// chosen.
    case recent
}
