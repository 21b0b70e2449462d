extension SchemaEvaluator {
    /// Applies rules that hand the members of an object, or their names, to other schemas.
    mutating func applyToMembers(_ check: SchemaRule.Check, _ object: Object, _ evaluated: inout Evaluated) -> Bool {
        switch check {
        case .members(let members): return apply(members, object, &evaluated)
        case .unevaluatedProperties(let schema):
            let known = evaluated
            evaluated.addAllMembers()
            return forEachMember(of: object) { evaluator, index, key, value in
                known.hasMember(index)
                    || evaluator.apply(schema, toRest: key, value, "not evaluated by any other schema")
            }
        case .propertyNames(let schema):
            return forEachMember(of: object) { evaluator, _, key, _ in
                evaluator.evaluate(schema, .string(key), at: .key(key))
            }
        default: return true
        }
    }

    private mutating func forEachMember(
        of object: Object,
        _ body: (inout SchemaEvaluator, Int, String, Value) -> Bool
    ) -> Bool {
        var isValid = true
        for (index, (key, value)) in object.enumerated() {
            if !body(&self, index, key, value) { isValid = false }
            if isStopped || (!isValid && stopsAtFirst) { return false }
        }
        return isValid
    }

    private mutating func apply(_ members: SchemaRule.Members, _ object: Object, _ evaluated: inout Evaluated) -> Bool {
        let keyword = keywordPath.popLast()
        defer { if let keyword { keywordPath.append(keyword) } }
        var seen = Evaluated()
        let isValid = forEachMember(of: object) { evaluator, index, key, value in
            var isKnown = false
            defer { if isKnown, evaluator.graph.tracksEvaluation { seen.addMember(index, of: object.count) } }
            return evaluator.apply(members, key, value, &isKnown)
        }
        evaluated.merge(seen)
        return isValid
    }

    /// Applies all schemas that concern one member, and tells whether there are any.
    private mutating func apply(
        _ members: SchemaRule.Members,
        _ key: String,
        _ value: Value,
        _ isKnown: inout Bool
    ) -> Bool {
        var isValid = true
        if let schema = members.properties[key]?.int64 {
            isKnown = true
            isValid = apply(Int(schema), toMember: key, value, ["properties", key])
        }
        for (pattern, schema) in members.patterns {
            guard let isMatch = matches(pattern, key) else { return false }
            guard isMatch else { continue }
            isKnown = true
            if !apply(schema, toMember: key, value, ["patternProperties", pattern.text]) { isValid = false }
        }
        if !isKnown, let schema = members.additional {
            isKnown = true
            keywordPath.append(.key("additionalProperties"))
            defer { keywordPath.removeLast() }
            isValid = apply(schema, toRest: key, value, Self.allowance(of: members))
        }
        return isValid
    }

    private mutating func apply(_ schema: Int, toMember key: String, _ value: Value, _ keywords: [String]) -> Bool {
        for keyword in keywords { keywordPath.append(.key(keyword)) }
        defer { keywordPath.removeLast(keywords.count) }
        return evaluate(schema, value, at: .key(key))
    }

    /// Applies a schema to a member no other rule is about; if it allows nothing, the message says why.
    private mutating func apply(_ schema: Int, toRest key: String, _ value: Value, _ reason: String) -> Bool {
        guard case .always(false) = graph.nodes[schema].content else {
            return evaluate(schema, value, at: .key(key))
        }
        instancePath.append(.key(key))
        defer { instancePath.removeLast() }
        return charge(1) && record("this property is not allowed; \(reason)")
    }

    /// Which names are allowed, as far as a list of them is of use.
    private static func allowance(of members: SchemaRule.Members) -> String {
        let names = members.properties.keys
        guard members.patterns.isEmpty, !names.isEmpty else { return "no other properties are" }
        let list = names.prefix(12).map(quoted).joined(separator: ", ")
        return "expected one of " + list + (names.count > 12 ? " and \(names.count - 12) more" : "")
    }
}
