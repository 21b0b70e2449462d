/// How thoroughly a tool is checked.
public struct ConformanceOptions: Sendable {
    /// How many calls are made to see whether they leave something behind.
    public var calls: Int
    /// The time limit of each call.
    public var timeout: Duration
    /// How long all those calls may take together; fewer are made where it does not suffice.
    public var patience: Duration
    /// What times are measured with.
    public var clock: any Clock<Duration>

    /// Creates options.
    public init(
        calls: Int = 200,
        timeout: Duration = .seconds(10),
        patience: Duration = .seconds(20),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.calls = calls
        self.timeout = timeout
        self.patience = patience
        self.clock = clock
    }
}
