/// A model a local server has.
public struct LocalModel: Sendable, Hashable {
    /// Its name on the wire.
    public var name: String
    /// The bytes of memory it needs; `nil` when unknown.
    public var bytes: Int64?
    /// Whether it is in memory now.
    public var isLoaded: Bool
    /// The tokens of question and answer together, as it is set up there.
    public var contextWindow: Int?

    /// Describes a model.
    public init(name: String, bytes: Int64? = nil, isLoaded: Bool = false, contextWindow: Int? = nil) {
        self.name = name
        self.bytes = bytes
        self.isLoaded = isLoaded
        self.contextWindow = contextWindow
    }
}
