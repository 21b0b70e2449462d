extension SchemaEvaluator {
    /// Applies one rule to a value.
    mutating func check(_ check: SchemaRule.Check, _ instance: Value, _ evaluated: inout Evaluated) -> Bool {
        switch check {
        case .reference, .dynamicReference, .allOf, .anyOf, .oneOf, .not, .conditional, .dependentSchemas:
            applyInPlace(check, instance, &evaluated)
        case .prefixItems, .items, .contains, .unevaluatedItems:
            instance.array.map { applyToItems(check, $0, &evaluated) } ?? true
        case .members, .propertyNames, .unevaluatedProperties:
            instance.object.map { applyToMembers(check, $0, &evaluated) } ?? true
        case .type, .oneOfValues, .uniqueItems: checkValue(check, instance)
        case .bound, .multipleOf: checkNumber(check, instance)
        case .count, .pattern: checkSize(check, instance)
        case .required, .dependentRequired: instance.object.map { checkNames(check, $0) } ?? true
        }
    }

    private mutating func checkValue(_ check: SchemaRule.Check, _ instance: Value) -> Bool {
        switch check {
        case .type(let types, let description):
            let type = instance.typeName
            if types.contains(type) || (type == "integer" && types.contains("number")) { return true }
            return record("expected \(description), found \(type)")
        case .oneOfValues(let values, let description):
            guard chargeForReading(instance) else { return false }
            return values.contains(instance) || record("expected \(description)")
        case .uniqueItems:
            guard let items = instance.array else { return true }
            guard chargeForReading(instance) else { return false }
            return Set(items).count == items.count || record("expected items that all differ")
        default: return true
        }
    }

    private mutating func checkNumber(_ check: SchemaRule.Check, _ instance: Value) -> Bool {
        switch check {
        case .bound(let bound, let limit):
            guard let order = instance.compared(to: limit) else { return true }
            let (isKept, wanted) =
                switch bound {
                case .maximum: (order != .greater, "of at most")
                case .exclusiveMaximum: (order == .less, "less than")
                case .minimum: (order != .less, "of at least")
                case .exclusiveMinimum: (order == .greater, "greater than")
                }
            return isKept || record("expected a number \(wanted) \(limit.canonicalJSON)")
        case .multipleOf(let factor):
            guard instance.double != nil else { return true }
            return instance.isMultiple(of: factor) || record("expected a multiple of \(factor.canonicalJSON)")
        default: return true
        }
    }

    private mutating func checkSize(_ check: SchemaRule.Check, _ instance: Value) -> Bool {
        switch check {
        case .count(let measure, let least, let most):
            guard let (count, unit) = count(measure, instance) else { return true }
            if let least, count < least { return record("expected at least \(least) \(unit)") }
            if let most, count > most { return record("expected at most \(most) \(unit)") }
            return true
        case .pattern(let pattern):
            guard let text = instance.string else { return true }
            guard let isMatch = matches(pattern, text) else { return false }
            return isMatch || record("expected text that matches the pattern \(pattern.text)")
        default: return true
        }
    }

    private mutating func count(_ measure: SchemaRule.Measure, _ instance: Value) -> (Int, String)? {
        switch (measure, instance) {
        case (.characters, .string(let text)):
            guard charge(text.utf8.count / 64) else { return nil }
            return (text.unicodeScalars.count, "characters")
        case (.items, .array(let items)): return (items.count, "items")
        case (.properties, .object(let object)): return (object.count, "properties")
        default: return nil
        }
    }

    private mutating func checkNames(_ check: SchemaRule.Check, _ object: Object) -> Bool {
        var isValid = true
        switch check {
        case .required(let names):
            for name in names where object[name] == nil {
                isValid = record("the property \(Self.quoted(name)) is missing")
                if stopsAtFirst { break }
            }
        case .dependentRequired(let dependencies):
            for dependency in dependencies where object[dependency.key] != nil {
                for name in dependency.names where object[name] == nil {
                    let (name, key) = (Self.quoted(name), Self.quoted(dependency.key))
                    isValid = record("the property \(name) is missing; it must be there when \(key) is")
                }
            }
        default: break
        }
        return isValid
    }

    static func quoted(_ name: String) -> String { Value.string(name).canonicalJSON }

    /// Pays for reading a whole value, as comparing does; false when there are not enough steps left.
    private mutating func chargeForReading(_ instance: Value) -> Bool {
        switch instance {
        case .string(let text): charge(text.utf8.count / 64)
        case .array(let items): charge(items.count / 8) && items.allSatisfy { chargeForReading($0) }
        case .object(let object): charge(object.count / 4) && object.values.allSatisfy { chargeForReading($0) }
        default: true
        }
    }
}
