public import AssayCore

extension AssayError.Code {
    /// Text that is not YAML, or uses a part of YAML that is refused.
    public static let invalidYAML = Self(rawValue: "invalid_yaml")
    /// A well-formed document that does not say what its reader needs.
    public static let invalidDocument = Self(rawValue: "invalid_document")
}
