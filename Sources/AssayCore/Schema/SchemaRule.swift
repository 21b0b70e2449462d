/// One keyword with its compiled value.
struct SchemaRule: Sendable {
    let keyword: String
    let check: Check

    /// What a keyword checks; integers named after schemas are places in the graph.
    enum Check: Sendable {
        case type(Set<String>, description: String)
        case oneOfValues(Set<Value>, description: String)
        case bound(Bound, Value)
        case multipleOf(Value)
        case count(Measure, atLeast: Int?, atMost: Int?)
        case pattern(Pattern)
        case uniqueItems
        case required([String])
        case dependentRequired([Dependency])

        case reference(Int)
        case dynamicReference(Int, anchor: String)
        case allOf([Int])
        case anyOf([Int])
        case oneOf([Int])
        case not(Int)
        case conditional(condition: Int, then: Int?, otherwise: Int?)
        case dependentSchemas(Object)

        case prefixItems([Int])
        case items(Int, from: Int)
        case contains(Int, atLeast: Int, atMost: Int?)
        case members(Members)
        case propertyNames(Int)
        case unevaluatedItems(Int)
        case unevaluatedProperties(Int)
    }

    /// On which side of a number a value must be.
    enum Bound: Sendable {
        case maximum
        case exclusiveMaximum
        case minimum
        case exclusiveMinimum
    }

    /// What is counted.
    enum Measure: Sendable {
        case characters
        case items
        case properties
    }

    /// The names that must be there when another one is.
    struct Dependency: Sendable {
        let key: String
        let names: [String]
    }

    /// `properties`, `patternProperties` and `additionalProperties`, which look at the same members.
    struct Members: Sendable {
        /// Names with the place of their schema in the graph; an object, because its keys are compared by bytes.
        var properties = Object()
        var patterns: [(pattern: Pattern, schema: Int)] = []
        var additional: Int?
    }
}

extension SchemaRule {
    /// The schemas applied to the same value, with the keys that lead to them.
    var inPlace: [Int] {
        switch check {
        case .reference(let schema), .not(let schema), .dynamicReference(let schema, _): [schema]
        case .allOf(let schemas), .anyOf(let schemas), .oneOf(let schemas): schemas
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise].compactMap { $0 }
        case .dependentSchemas(let schemas): schemas.values.compactMap { $0.int64.map(Int.init) }
        default: []
        }
    }
}
