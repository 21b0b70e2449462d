/// One attempt at a replicate: what it cost, and why it was not the last.
public struct Attempt: Sendable, Hashable {
    /// The number of the attempt at its replicate, from 1.
    public var number: Int
    /// Why it failed; `nil` for the one that answered.
    public var failure: AssayError?
    /// What it used; `nil` where nobody reported anything.
    public var usage: Usage?
    /// How long it took, in whole milliseconds.
    public var elapsedMS: Int64
    /// How long was waited before it, in whole milliseconds.
    public var delayMS: Int64
    /// The substitute that was asked; `nil` for the tool itself.
    public var tool: String?

    /// How long it took.
    public var elapsed: Duration { .milliseconds(elapsedMS) }

    /// Creates an attempt.
    public init(
        number: Int,
        failure: AssayError? = nil,
        usage: Usage? = nil,
        elapsedMS: Int64 = 0,
        delayMS: Int64 = 0,
        tool: String? = nil
    ) {
        self.number = number
        self.failure = failure
        self.usage = usage
        self.elapsedMS = elapsedMS
        self.delayMS = delayMS
        self.tool = tool
    }
}
