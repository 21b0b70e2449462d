/// A compiled subschema; other nodes are referred to by their place in the graph's list.
struct SchemaNode: Sendable {
    /// What a schema asks for.
    enum Content: Sendable {
        case always(Bool)
        case rules([SchemaRule])
    }

    let place: SchemaPlace
    let resource: Int
    let value: Value
    var content = Content.always(true)

    var rules: [SchemaRule] {
        if case .rules(let rules) = content { rules } else { [] }
    }
}

/// All compiled subschemas of a schema.
struct SchemaGraph: Sendable {
    var nodes: [SchemaNode] = []
    var root = 0
    /// For each resource, the nodes of its dynamic anchors.
    var dynamicAnchors: [[String: Int]] = []
    /// Whether any rule asks what other rules have evaluated.
    var tracksEvaluation = false
}
