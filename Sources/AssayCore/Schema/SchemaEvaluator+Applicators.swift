extension SchemaEvaluator {
    /// Applies rules that hand the same value to other schemas.
    mutating func applyInPlace(
        _ check: SchemaRule.Check,
        _ instance: Value,
        _ evaluated: inout Evaluated
    ) -> Bool {
        switch check {
        case .reference(let schema): merge(schema, instance, &evaluated)
        case .dynamicReference(let schema, let anchor):
            merge(dynamicTarget(anchor) ?? schema, instance, &evaluated)
        case .allOf(let schemas): applyAll(schemas, instance, &evaluated)
        case .anyOf(let schemas): applyAny(schemas, instance, &evaluated)
        case .oneOf(let schemas): applyOne(schemas, instance, &evaluated)
        case .not(let schema):
            quietly { $0.evaluate(schema, instance) } == nil || record("expected a value the schema does not accept")
        case .conditional(let condition, let then, let otherwise):
            applyConditional(condition, then, otherwise, instance, &evaluated)
        case .dependentSchemas(let schemas): applyDependent(schemas, instance, &evaluated)
        default: true
        }
    }

    /// Applies a schema to the same value and takes over what it has looked at.
    private mutating func merge(_ schema: Int, _ instance: Value, _ evaluated: inout Evaluated) -> Bool {
        guard let other = evaluate(schema, instance) else { return false }
        if graph.tracksEvaluation { evaluated.merge(other) }
        return true
    }

    private mutating func merge(_ schema: Int, at step: Step, _ instance: Value, _ evaluated: inout Evaluated) -> Bool {
        keywordPath.append(step)
        defer { keywordPath.removeLast() }
        return merge(schema, instance, &evaluated)
    }

    private mutating func quietly(_ body: (inout SchemaEvaluator) -> Evaluated?) -> Evaluated? {
        quiet += 1
        defer { quiet -= 1 }
        return body(&self)
    }

    private mutating func applyAll(_ schemas: [Int], _ instance: Value, _ evaluated: inout Evaluated) -> Bool {
        var isValid = true
        for (index, schema) in schemas.enumerated() {
            if !merge(schema, at: .index(index), instance, &evaluated) { isValid = false }
            if isStopped || (!isValid && stopsAtFirst) { return false }
        }
        return isValid
    }

    private mutating func applyAny(_ schemas: [Int], _ instance: Value, _ evaluated: inout Evaluated) -> Bool {
        let mark = violations.count
        var isValid = false
        for (index, schema) in schemas.enumerated() {
            if merge(schema, at: .index(index), instance, &evaluated) { isValid = true }
            if isStopped { return false }
            // What the other alternatives would look at matters only to unevaluated keywords.
            if isValid, !graph.tracksEvaluation { break }
        }
        guard isValid else { return record("expected a match with at least one of \(schemas.count) alternatives") }
        violations.removeSubrange(mark...)
        return true
    }

    private mutating func applyOne(_ schemas: [Int], _ instance: Value, _ evaluated: inout Evaluated) -> Bool {
        let mark = violations.count
        var matches: [Int] = []
        for (index, schema) in schemas.enumerated() {
            if merge(schema, at: .index(index), instance, &evaluated) { matches.append(index) }
            if isStopped { return false }
        }
        if matches.isEmpty { return record("expected a match with exactly one of \(schemas.count) alternatives") }
        violations.removeSubrange(mark...)
        guard matches.count > 1 else { return true }
        let list = matches.map(String.init).joined(separator: " and ")
        return record("expected a match with exactly one of \(schemas.count) alternatives, found \(list), from 0")
    }

    private mutating func applyConditional(
        _ condition: Int,
        _ then: Int?,
        _ otherwise: Int?,
        _ instance: Value,
        _ evaluated: inout Evaluated
    ) -> Bool {
        let result = quietly { $0.evaluate(condition, instance) }
        guard !isStopped else { return false }
        if let result, graph.tracksEvaluation { evaluated.merge(result) }
        guard let schema = result != nil ? then : otherwise else { return true }
        keywordPath[keywordPath.count - 1] = .key(result != nil ? "then" : "else")
        return merge(schema, instance, &evaluated)
    }

    private mutating func applyDependent(_ schemas: Object, _ instance: Value, _ evaluated: inout Evaluated) -> Bool {
        guard let object = instance.object else { return true }
        var isValid = true
        for (key, schema) in schemas where object[key] != nil {
            guard let schema = schema.int64 else { continue }
            if !merge(Int(schema), at: .key(key), instance, &evaluated) { isValid = false }
            if isStopped || (!isValid && stopsAtFirst) { return false }
        }
        return isValid
    }
}
