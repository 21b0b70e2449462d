extension Schema {
    /// Whether a number between two valid ones is valid, too, all else being equal.
    ///
    /// So the smallest and the largest numbers of many answers speak for all of them. A schema that says more of numbers than
    /// their type and bounds counts as not convex, also where it happens to be.
    package var isConvexInNumbers: Bool { graph.nodes.allSatisfy { $0.rules.allSatisfy(\.isConvexInNumbers) } }
}

extension SchemaRule {
    fileprivate var isConvexInNumbers: Bool {
        switch check {
        case .type(let types, _): types.contains("number") || !types.contains("integer")
        case .bound, .count, .pattern, .required, .dependentRequired, .reference, .allOf, .members, .propertyNames: true
        default: false
        }
    }
}
