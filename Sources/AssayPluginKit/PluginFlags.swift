internal import CAssayPlugin

/// Promises of a tool about its calls.
public struct PluginFlags: OptionSet, Sendable, Hashable {
    /// The bits, as in the plugin interface.
    public let rawValue: UInt32

    /// Creates flags from bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    private init(_ bit: Int) { rawValue = UInt32(bit) }

    /// The answer depends on the request only, not on the seed.
    public static let deterministic = PluginFlags(ASSAY_TOOL_DETERMINISTIC)
    /// Calling twice has the effect of calling once.
    public static let idempotent = PluginFlags(ASSAY_TOOL_IDEMPOTENT)
    /// Calls may run at the same time on several threads.
    public static let concurrent = PluginFlags(ASSAY_TOOL_CONCURRENT)
    /// A call changes something outside the tool.
    public static let sideEffects = PluginFlags(ASSAY_TOOL_SIDE_EFFECTS)
}
