/// A plugin file that passed every check that needs no code of it to run.
public struct FoundPlugin: Sendable, Hashable {
    /// The absolute path without symbolic links.
    public let path: String
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    public let sha256: String
    /// The libraries it asks the loader for.
    public let neededLibraries: [String]

    init(_ file: PluginFile, _ image: PluginImage) {
        path = file.path
        sha256 = file.sha256
        neededLibraries = image.neededLibraries
    }
}
