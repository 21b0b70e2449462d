/// What a directory holds.
public struct PluginScan: Sendable, Hashable {
    /// The files that can be loaded, in the order of their names.
    public var plugins: [FoundPlugin] = []
    /// The manifests of functions, by path.
    public var manifests: [String] = []
    /// The files that look like plugins and cannot be loaded.
    public var refused: [RefusedPlugin] = []

    /// Creates the scan of an empty directory.
    public init() {}
}
