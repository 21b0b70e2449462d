/// An interval for a statistic, from resampling.
public struct BootstrapInterval: Sendable, Hashable {
    /// The statistic of the data themselves.
    public let estimate: Double

    /// The lower end.
    public let low: Double

    /// The upper end.
    public let high: Double

    /// The share of such intervals that should hold the true value.
    public let level: Double

    /// How the interval was formed.
    public let method: Bootstrap.Method

    /// The standard deviation of the statistic over the resamples; nil below two of them.
    public let standardError: Double?

    /// How many resamples were drawn.
    public let resamples: Int

    /// How many of them had no defined statistic and were left out.
    public let undefined: Int
}
