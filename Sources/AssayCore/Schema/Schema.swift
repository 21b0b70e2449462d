/// A compiled JSON Schema of draft 2020-12 or draft-07.
///
/// - All keywords of both drafts; `format` and `content…` describe and are not checked, as 2020-12 has it by default.
/// - References lead to places, anchors and embedded resources of the same schema, or to the metaschemas of both drafts.
///   Nothing is ever fetched.
/// - Numbers are compared exactly, 64-bit integers included; lengths are counted in Unicode scalars.
/// - Size, depth and work are bounded, whatever the schema and the value are.
public struct Schema: Sendable {
    /// The schema as it was given.
    public let value: Value
    /// The bounds of a validation.
    public let limits: Limits
    let graph: SchemaGraph

    /// Compiles a schema and checks all its keywords.
    ///
    /// - Parameters:
    ///   - value: the schema, an object or a boolean.
    ///   - dialect: the version of JSON Schema; `nil` lets `$schema` decide, and takes 2020-12 where that is missing.
    ///   - limits: the bounds of schema and validation.
    /// - Throws: ``AssayError/Code/invalidSchema`` with a JSON Pointer to the place.
    public init(_ value: Value, dialect: Dialect? = nil, limits: Limits = Limits()) throws(AssayError) {
        self.value = value
        self.limits = limits
        graph = try SchemaCompiler.compile(value, dialect, limits)
    }

    /// What is wrong with a value; empty when it is valid.
    ///
    /// A validation that passes the depth or step limit gives one violation that says so, never "valid".
    public func validate(_ instance: Value) -> [Violation] {
        var limits = limits
        limits.maxSteps = limits.steps(for: instance)
        var evaluator = SchemaEvaluator(graph, limits)
        return evaluator.validate(instance)
    }
}
