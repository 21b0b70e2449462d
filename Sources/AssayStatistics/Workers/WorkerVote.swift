/// The label one worker, or one model or tool, gave to one item.
public struct WorkerVote: Sendable, Hashable {
    /// The index of the item, 0 and up.
    public let item: Int

    /// The index of the worker, 0 and up.
    public let worker: Int

    /// The index of the label, 0 and up.
    public let label: Int

    /// Notes a vote.
    public init(item: Int, worker: Int, label: Int) {
        (self.item, self.worker, self.label) = (item, worker, label)
    }
}
