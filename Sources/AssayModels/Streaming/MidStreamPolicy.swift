/// What becomes of a streamed answer that breaks after some of it has been handed over.
///
/// Before the first piece a call may be repeated, or another model asked, without anybody noticing. After it nothing is ever
/// repeated silently.
public enum MidStreamPolicy: String, Sendable, Hashable, CaseIterable {
    /// The request fails with what had come.
    case fail
    /// What had come does not count any more, and the answer begins anew; an event says how much that was.
    case restart
    /// What had come stays, and the model is asked to go on from there; an event says so.
    ///
    /// Where that cannot be done, because the answer has function calls or must be valid against a schema, it is a restart.
    case `continue`
}
