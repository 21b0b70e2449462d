/// Memory that a library hands out.
struct ForeignBlock: Sendable, Hashable {
    let content: ForeignContent
    let isNullable: Bool
    /// The number of elements; text ends at its zero byte.
    var length: Length
    /// The library's function that takes the memory back; `nil` when the library keeps it.
    let release: String?

    enum Length: Sendable, Hashable {
        case terminated
        case fixed(Int)
        case parameter(Int)
    }
}
