public import AssayCore

extension AssayError.Code {
    /// A table of answers that cannot be read; the message names file and line.
    public static let invalidTable = Self(rawValue: "invalid_table")
}
