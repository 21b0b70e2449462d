public import AssayCore

extension AssayError.Code {
    /// A manifest of foreign functions that cannot be used.
    public static let invalidManifest = Self(rawValue: "invalid_manifest")
}
