/// Whether a function's manifest could be compared with the library.
public struct ForeignCheck: Sendable, Hashable {
    /// The name of the tool.
    public let function: String
    /// The file whose debug information agrees with the manifest; `nil` where there was none to compare with.
    public let debugFile: String?
    /// Why nothing was compared.
    public let reason: String?

    /// Whether debug information describes the function, and says the same as the manifest.
    public var isChecked: Bool { debugFile != nil }

    /// One line for people.
    public var summary: String {
        reason.map { "not checked: \($0)" } ?? "checked against debug information"
    }

    static func checked(_ function: ForeignFunction, against file: String) -> ForeignCheck {
        ForeignCheck(function: function.name, debugFile: file, reason: nil)
    }

    static func unchecked(_ function: ForeignFunction, because reason: String) -> ForeignCheck {
        ForeignCheck(function: function.name, debugFile: nil, reason: reason)
    }
}
