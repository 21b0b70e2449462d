extension AssayError.Code {
    /// A regular expression that cannot be used.
    public static let invalidPattern = Self(rawValue: "invalid_pattern")
    /// Work that was stopped because it passed a fixed bound.
    public static let limitExceeded = Self(rawValue: "limit_exceeded")
}
