public import AssayCore

extension AssayError.Code {
    /// No provider of that name is registered.
    public static let unknownProvider = Self(rawValue: "unknown_provider")
    /// A provider of that name is registered already.
    public static let duplicateProvider = Self(rawValue: "duplicate_provider")
}
