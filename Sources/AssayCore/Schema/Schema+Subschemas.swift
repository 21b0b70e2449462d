extension Schema {
    /// The schema of a property path, as it was written, for keywords of one's own such as `x-assay`.
    ///
    /// Each path element is the name of a property, or `*` for the items of an array. Where a schema refers to another
    /// one, the members of both are merged, and those beside the `$ref` win.
    ///
    /// - Returns: `nil` when the schema says nothing about that path.
    public func subschema(atPath path: [String]) -> Value? {
        var nodes = chain(from: graph.root)
        for element in path {
            guard let next = nodes.lazy.compactMap({ child(element, of: $0) }).first else { return nil }
            nodes = chain(from: next)
        }
        return merged(nodes)
    }

    /// A node and those its `$ref` leads to, one after the other.
    private func chain(from start: Int) -> [Int] {
        var nodes = [start]
        while let last = nodes.last, let next = reference(of: last), !nodes.contains(next) { nodes.append(next) }
        return nodes
    }

    private func reference(of node: Int) -> Int? {
        for rule in graph.nodes[node].rules {
            if rule.keyword == "$ref", case .reference(let target) = rule.check { return target }
        }
        return nil
    }

    private func child(_ element: String, of node: Int) -> Int? {
        for rule in graph.nodes[node].rules {
            switch rule.check {
            case .members(let members): if let child = members.properties[element]?.int64 { return Int(child) }
            case .items(let child, from: 0): if element == "*" { return child }
            default: break
            }
        }
        return nil
    }

    private func merged(_ nodes: [Int]) -> Value? {
        let values = nodes.map { graph.nodes[$0].value }
        guard values.count > 1 else { return values.first }
        var merged = Object()
        for (key, value) in values.reversed().compactMap(\.object).joined() where key != "$ref" { merged[key] = value }
        return .object(merged)
    }
}
