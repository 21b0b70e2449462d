/// The composite of what the fields' leaders say.
struct Consensus: Sendable {
    /// The composite; `null` stands where a field is tied.
    let value: Value
    /// Whether some replicate gave it; `nil` where a field is tied or nothing is known.
    let observed: Bool?

    init(of fields: [FieldJudgement], among valid: Int) {
        guard valid > 0 else {
            value = .null
            observed = nil
            return
        }
        var tree = Tree()
        let common = fields.filter { 2 * $0.column.present >= valid }
        for field in common {
            tree.set(field.consensus(among: valid) ?? .null, at: field.column.path.components[...])
        }
        value = tree.value
        observed = Self.observed(common, fields.filter { 2 * $0.column.present < valid })
    }

    /// A replicate gave the composite when each of its values is in the leading class of the field, and it has no others.
    private static func observed(_ common: [FieldJudgement], _ rare: [FieldJudgement]) -> Bool? {
        guard let first = common.first, !common.contains(where: \.isTied) else { return nil }
        let leaders = common.map(\.leadingLabel)
        return first.column.values.indices.contains { replicate in
            zip(common, leaders).allSatisfy { $0.classes.labels[replicate] == $1 && $1 != nil }
                && rare.allSatisfy { $0.classes.labels[replicate] == nil }
        }
    }

    /// Puts fields back where they were taken from; they arrive in path order.
    private struct Tree {
        private(set) var value: Value = .null

        mutating func set(_ leaf: Value, at path: ArraySlice<FieldPath.Component>) {
            Self.set(&value, leaf, path)
        }

        private static func set(_ node: inout Value, _ leaf: Value, _ path: ArraySlice<FieldPath.Component>) {
            let rest = path.dropFirst()
            switch path.first {
            case nil: node = leaf
            case .key(let key):
                var object = node.object ?? Object()
                node = .null
                var member = object[key] ?? .null
                set(&member, leaf, rest)
                object[key] = member
                node = .object(object)
            case .index(let index):
                var elements = node.array ?? []
                node = .null
                while elements.count <= index { elements.append(.null) }
                set(&elements[index], leaf, rest)
                node = .array(elements)
            }
        }
    }
}
