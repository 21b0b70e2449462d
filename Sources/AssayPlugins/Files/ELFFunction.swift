/// A function in the symbol table of a library.
struct ELFFunction: Hashable, Sendable {
    /// Where it lies, before the library is placed in memory.
    let address: UInt64
    /// Whether the code there chooses the function to call (`STT_GNU_IFUNC`).
    let isIndirect: Bool
}
