import AssayCore

/// What a type decodes at one place, as far as it has been seen.
final class Shape {
    /// Whether the place may be `null`.
    var isNullable = false

    private var kind: Kind?
    private var children: [String: Shape] = [:]
    private var optionalMembers: Set<String> = []

    /// What a place can be.
    enum Kind: Equatable {
        /// A value without parts, of this schema.
        case plain(Object)
        case array
        /// An object whose members have any name and one schema.
        case map
        case object
    }

    /// Settles what the place is; `false` where it is something else already.
    func settle(_ kind: Kind) -> Bool {
        if self.kind == nil { self.kind = kind }
        return self.kind == kind
    }

    /// The shape of a member, or of all elements.
    func child(_ name: String) -> Shape {
        if let child = children[name] { return child }
        let child = Shape()
        children[name] = child
        return child
    }

    /// Takes note that a member may be missing.
    func allowMissing(_ name: String) { optionalMembers.insert(name) }

    /// The JSON Schema.
    var schema: Value {
        let plain = Value.object(definite)
        return isNullable ? ["anyOf": [plain, ["type": "null"]]] : plain
    }

    private var definite: Object {
        switch kind {
        case .plain(let schema): schema
        case .array: ["type": "array", "items": child(ProbedKey.every.stringValue).schema]
        case .map: ["type": "object", "additionalProperties": child(ProbedKey.every.stringValue).schema]
        // A type without properties decodes nothing at all.
        case .object, nil: members
        }
    }

    private var members: Object {
        var properties = Object()
        for (name, child) in children { properties[name] = child.schema }
        let required = children.keys.filter { !optionalMembers.contains($0) }.sorted()
        return [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
            "required": .array(required.map { .string($0) }),
        ]
    }
}
