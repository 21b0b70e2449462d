public import AssayCore

/// A streamed answer that broke and did not end the request.
public struct StreamBreak: Sendable, Hashable {
    /// The model whose answer broke, by its id.
    public let model: String
    /// The model that is asked now, by its id; the same one where it is asked again.
    public let next: String
    /// Why it broke.
    public let cause: AssayError
    /// How many characters of text were handed over since the answer began and do not count any more.
    public let discarded: Int
    /// How many characters of text were handed over and stay.
    public let kept: Int
}
