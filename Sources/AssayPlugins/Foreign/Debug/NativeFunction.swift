/// The signature of a C function as debug information has it.
struct NativeFunction: Sendable, Hashable {
    var parameters: [Parameter]
    let result: NativeType
    let isVariadic: Bool

    struct Parameter: Sendable, Hashable {
        let name: String?
        let type: NativeType
        /// Whether what a pointer leads to is `const`.
        let isConstant: Bool
    }

    /// The signature without the names, which differ between equal declarations.
    var types: [NativeType] { parameters.map(\.type) + [result] }
}
