/// How the tools of a plan work together.
public enum ExecutionStrategy: String, Sendable, Hashable, CaseIterable {
    /// One tool answers.
    case single
    /// The output of each tool is the request of the next.
    case chain
    /// All tools answer the same request, and their answers are compared.
    case parallel
    /// Each further tool answers only when the evidence before it is too weak.
    case conditional
}
