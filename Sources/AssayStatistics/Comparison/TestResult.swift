/// What a test of two samples against each other found.
///
/// The p-value is the probability, were both samples drawn from the same distribution, of a statistic at least as
/// extreme as the one seen. It is not the probability that they are the same.
public struct TestResult: Sendable, Hashable {
    /// How the p-value was computed.
    public enum Computation: Sendable, Hashable {
        /// From all rearrangements of the two samples.
        case exact
        /// From this many random rearrangements, as (extreme ones + 1)/(rearrangements + 1).
        case sampled(Int)
        /// From a limiting distribution.
        case asymptotic
    }

    /// The test, in plain words.
    public let test: String

    /// The value of its statistic.
    public let statistic: Double

    /// The two-sided p-value.
    public let pValue: Double

    /// How the p-value was computed.
    public let computation: Computation
}
