/// Memory that the caller of a foreign function provides.
struct ForeignBuffer: Sendable, Hashable {
    let content: ForeignContent
    let isNullable: Bool
    /// How many elements there is room for.
    var capacity: Extent
    /// How many elements there are after the call.
    var used: Extent
    /// The parameter that tells the library how many elements the caller gave.
    var counter: Int?
    /// The number of elements a caller must give, where it is fixed.
    var exactCount: Int?

    enum Extent: Sendable, Hashable {
        case fixed(Int)
        /// What the parameter at that place says.
        case parameter(Int)
        /// What the function returns.
        case result
        /// As many as the caller gave.
        case data
        /// All there is room for, or up to the zero byte of text.
        case capacity
    }
}
