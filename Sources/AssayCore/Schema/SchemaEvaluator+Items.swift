extension SchemaEvaluator {
    /// Applies rules that hand the items of an array to other schemas.
    mutating func applyToItems(_ check: SchemaRule.Check, _ items: [Value], _ evaluated: inout Evaluated) -> Bool {
        switch check {
        case .prefixItems(let schemas):
            evaluated.addItems(upTo: min(schemas.count, items.count))
            return applyPrefix(schemas, items)
        case .items(let schema, let start):
            evaluated.addAllItems()
            return apply(schema, to: items, from: start) { _ in true }
        case .unevaluatedItems(let schema):
            let known = evaluated
            evaluated.addAllItems()
            return apply(schema, to: items, from: 0) { !known.hasItem($0) }
        case .contains(let schema, let least, let most):
            return applyContains(schema, least, most, items, &evaluated)
        default: return true
        }
    }

    private mutating func applyPrefix(_ schemas: [Int], _ items: [Value]) -> Bool {
        var isValid = true
        for (index, (schema, item)) in zip(schemas, items).enumerated() {
            keywordPath.append(.index(index))
            defer { keywordPath.removeLast() }
            if !evaluate(schema, item, at: .index(index)) { isValid = false }
            if isStopped || (!isValid && stopsAtFirst) { return false }
        }
        return isValid
    }

    private mutating func apply(
        _ schema: Int,
        to items: [Value],
        from start: Int,
        where isWanted: (Int) -> Bool
    ) -> Bool {
        var isValid = true
        for index in items.indices.dropFirst(start) where isWanted(index) {
            if !evaluate(schema, items[index], at: .index(index)) { isValid = false }
            if isStopped || (!isValid && stopsAtFirst) { return false }
        }
        return isValid
    }

    private mutating func applyContains(
        _ schema: Int,
        _ least: Int,
        _ most: Int?,
        _ items: [Value],
        _ evaluated: inout Evaluated
    ) -> Bool {
        var count = 0
        quiet += 1
        for (index, item) in items.enumerated() where evaluate(schema, item) != nil {
            count += 1
            if graph.tracksEvaluation { evaluated.addItem(index) }
        }
        quiet -= 1
        guard !isStopped else { return false }
        guard count >= least else {
            return recordCount(
                "minContains",
                "expected at least \(least) matching items, found \(count)",
                if: least != 1
            )
        }
        guard let most, count > most else { return true }
        return recordCount("maxContains", "expected at most \(most) matching items, found \(count)", if: true)
    }

    /// Notes a violation under the keyword that set the number, if one did.
    private mutating func recordCount(_ keyword: String, _ message: String, if isNamed: Bool) -> Bool {
        if isNamed { keywordPath[keywordPath.count - 1] = .key(keyword) }
        return record(message)
    }

    /// Applies a schema to a part of the value.
    mutating func evaluate(_ schema: Int, _ part: Value, at step: Step) -> Bool {
        instancePath.append(step)
        defer { instancePath.removeLast() }
        return evaluate(schema, part) != nil
    }
}
