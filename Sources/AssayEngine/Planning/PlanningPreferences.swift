import AssayCore

/// Which tools the user would rather have.
public struct PlanningPreferences: Sendable, Hashable {
    /// Tools that win over others that fit about as well.
    public var preferredTools: [String]
    /// Providers whose tools do.
    public var preferredProviders: [String]
    /// Tools that are never used.
    public var excludedTools: [String]

    /// Creates preferences; without arguments there are none.
    public init(preferredTools: [String] = [], preferredProviders: [String] = [], excludedTools: [String] = []) {
        self.preferredTools = preferredTools
        self.preferredProviders = preferredProviders
        self.excludedTools = excludedTools
    }

    /// The preferences as conditions see them.
    var value: Value {
        [
            "preferred_tools": .array(preferredTools.map(Value.string)),
            "preferred_providers": .array(preferredProviders.map(Value.string)),
            "excluded_tools": .array(excludedTools.map(Value.string)),
        ]
    }
}
