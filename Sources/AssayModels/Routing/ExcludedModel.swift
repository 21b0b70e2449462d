/// A model that may not be asked.
public struct ExcludedModel: Sendable, Hashable {
    /// Its id.
    public var model: String
    /// Everything that speaks against it.
    public var reasons: [String]
}
