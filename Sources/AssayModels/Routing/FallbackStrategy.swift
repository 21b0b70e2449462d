/// Who answers when the chosen model fails; none of them relaxes a requirement.
public enum FallbackStrategy: String, Sendable, Hashable, CaseIterable {
    /// The next models of the ranking.
    case bestAvailable = "best_available"
    /// Nobody.
    case fail
    /// The other models that meet the requirements, the cheapest first; those of unknown price come last.
    case cheapest
}
