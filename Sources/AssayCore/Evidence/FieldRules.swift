/// The annotations of an output schema, by path.
struct FieldRules: Sendable {
    private let schema: Schema?

    /// Takes the annotations of a schema; `nil` has none.
    ///
    /// - Throws: ``AssayError/Code/invalidSchema`` when the schema or an annotation in it cannot be used.
    init(schema: Value?) throws(AssayError) {
        guard let schema else {
            self.schema = nil
            return
        }
        try Self.check(schema)
        self.schema = try Schema(schema)
    }

    /// The rule at a path, where `*` stands for any element of an array.
    func rule(at path: [String]) -> FieldRule? {
        guard let annotation = schema?.subschema(atPath: path)?["x-assay"] else { return nil }
        return try? FieldRule(annotation: annotation)
    }

    private static func check(_ value: Value) throws(AssayError) {
        switch value {
        case .array(let elements):
            for element in elements { try check(element) }
        case .object(let object):
            for (key, member) in object {
                if key == "x-assay" { _ = try FieldRule(annotation: member) } else { try check(member) }
            }
        default: break
        }
    }
}
