public import AssayCore

extension AssayError.Code {
    /// A planning rule that cannot be used.
    public static let invalidRule = Self(rawValue: "invalid_rule")
    /// There are tools, but none may be used now: breakers are open, or preferences and requirements exclude them.
    public static let noToolAvailable = Self(rawValue: "no_tool_available")
    /// No tool takes a request like this one.
    public static let noFittingTool = Self(rawValue: "no_fitting_tool")
}
