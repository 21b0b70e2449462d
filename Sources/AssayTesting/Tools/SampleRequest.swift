public import AssayCore

/// A small request made from an input schema; the same one for the same schema.
///
/// It has the required members only, each as small as its schema allows: the first of `examples`, the `default`, `const`, the
/// first of `enum`, else the smallest value of the first type. Local references and the first of `anyOf` or `oneOf` that works
/// are followed. Patterns, formats and conditions are not: where the result breaks the schema there is none.
public struct SampleRequest: Sendable, Hashable {
    /// The request.
    public let value: Value

    /// Makes a request.
    ///
    /// - Parameter schema: The input schema; `nil` accepts every object.
    /// - Throws: ``AssayError/Code/invalidRequest`` saying which rule cannot be met this way, ``AssayError/Code/invalidSchema``
    ///   for a schema that cannot be used.
    public init(schema: Value?) throws(AssayError) {
        guard let schema else {
            value = [:]
            return
        }
        let rules = try Schema(schema)
        var maker = SampleMaker(root: schema)
        value = maker.value(for: schema) ?? [:]
        let problem = value.object == nil ? "it asks for no object" : rules.validate(value).first?.description
        guard let problem else { return }
        throw AssayError(
            .invalidRequest,
            "no request can be made from the input schema: \(problem); give one, or put one into the schema as examples"
        )
    }
}
