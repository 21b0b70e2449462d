public import AssayCore

/// The arguments of a function as a type of one's own.
///
/// ```swift
/// struct Place: FunctionArguments {
///     let location: String
///     static let parameters = [FunctionParameter("location", .string, "A city")]
///     init(_ arguments: Object) throws { location = arguments["location"]?.string ?? "" }
/// }
/// ```
public protocol FunctionArguments: Sendable {
    /// What the arguments are; their schema is made of it.
    static var parameters: [FunctionParameter] { get }

    /// Takes arguments, which are valid against the schema.
    init(_ arguments: Object) throws
}
