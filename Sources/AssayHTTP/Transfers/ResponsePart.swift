/// What somebody waits for.
enum ResponsePart {
    /// The head.
    case head
    /// Any bytes, or the end.
    case chunk
    /// The end, and all bytes.
    case whole
}
