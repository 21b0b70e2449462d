/// A line a plugin wrote to the host's log.
public struct PluginLogLine: Sendable, Hashable {
    /// The file of the plugin.
    public let path: String
    /// How much the line matters.
    public let level: Level
    /// The line itself, at most 1 KiB, without control characters.
    public let message: String

    /// How much a line matters.
    public enum Level: Int32, Sendable, Hashable {
        /// For the plugin's author.
        case debug = 0
        /// For the curious.
        case info = 1
        /// Something the user should know.
        case warning = 2
        /// Something that went wrong.
        case error = 3
    }
}
