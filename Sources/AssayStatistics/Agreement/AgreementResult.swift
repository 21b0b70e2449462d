/// A coefficient of agreement with what it was computed from, or the reason why it has no value.
public struct AgreementResult: Sendable, Hashable {
    /// The coefficient; nil where it is undefined.
    public let value: Double?

    /// Why there is no value, in plain words; nil when there is one.
    public let reason: String?

    /// The agreement observed, p_a.
    public let observed: Double?

    /// The agreement expected by chance, p_e; nil for coefficients without one.
    public let expected: Double?

    /// The number of categories q that entered the formula.
    public let categories: Int

    /// Whether q was declared, by a schema for instance, rather than counted from the labels seen.
    public let categoriesAreDeclared: Bool

    /// How many units have at least two ratings.
    public let pairedUnits: Int
}
