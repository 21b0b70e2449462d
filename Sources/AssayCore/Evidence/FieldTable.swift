/// The answers of a bundle as columns, one per field that is compared.
///
/// Objects are taken apart by key; where some are empty, when most are not. Arrays are taken apart by position where all answers have one length, so that a
/// disagreement names the element; otherwise an array is one value. What is neither is a field.
struct FieldTable: Sendable {
    private(set) var columns: [FieldColumn] = []
    /// Why fields were not taken apart, if so.
    private(set) var truncations: [String] = []
    private let rules: FieldRules

    /// The most columns; arrays that would need more stay whole.
    static let maximumColumns = 20_000
    /// The longest array that is taken apart.
    static let maximumArray = 4096

    init(answers: Answers, rules: FieldRules) {
        self.rules = rules
        let rule = rules.rule(at: []) ?? FieldRule()
        guard let columns = answers.columns, rule.role == nil else {
            add(Node(path: FieldPath(), schemaPath: [], values: Array(answers), rule: rule, factor: 1))
            return
        }
        // As members of objects are taken apart, without the objects.
        for column in columns {
            let own = rules.rule(at: [column.key]) ?? FieldRule()
            self.columns.append(
                FieldColumn(
                    path: FieldPath().appending(.key(column.key)),
                    rule: own,
                    weight: rule.weight * own.weight,
                    values: FieldValues(numbers: column.values)
                )
            )
        }
    }

    private struct Node {
        let path: FieldPath
        let schemaPath: [String]
        let values: [Value?]
        let rule: FieldRule
        let factor: Double
    }

    private mutating func add(_ node: Node) {
        let present = node.values.lazy.compactMap(\.self)
        guard let first = present.first else { return }
        if node.rule.role == .ignore { return addColumn(node) }
        switch first {
        case .object where node.rule.role == nil: Self.areRecords(present) ? addMembers(of: node) : addColumn(node)
        case .array(let elements) where Self.isSplittable(elements.count, node.rule):
            guard present.allSatisfy({ $0.array?.count == elements.count }) else { return addColumn(node) }
            guard elements.count <= Self.maximumArray else {
                truncations.append("\(node.path) was compared as a whole: over \(Self.maximumArray) elements")
                return addColumn(node)
            }
            addElements(of: node, count: elements.count)
        default: addColumn(node)
        }
    }

    private static func isSplittable(_ count: Int, _ rule: FieldRule) -> Bool {
        count > 0 && rule.isOrdered && rule.distance == nil
    }

    private static func areRecords(_ values: some Sequence<Value>) -> Bool {
        var (filled, empty) = (0, 0)
        for value in values {
            guard let object = value.object else { return false }
            if object.isEmpty { empty += 1 } else { filled += 1 }
        }
        return filled > empty
    }

    private mutating func addMembers(of node: Node) {
        var members = Object()
        for case .object(let object)? in node.values where !object.hasKeys(of: members) {
            for key in object.keys { members[key] = .null }
        }
        for key in members.keys {
            let schemaPath = node.schemaPath + [key]
            add(
                Node(
                    path: node.path.appending(.key(key)),
                    schemaPath: schemaPath,
                    values: node.values.map { $0?[key] },
                    rule: rules.rule(at: schemaPath) ?? FieldRule(),
                    factor: node.factor * node.rule.weight
                )
            )
        }
    }

    /// Elements share the weight of their array, and its rule where they have none of their own.
    private mutating func addElements(of node: Node, count: Int) {
        guard columns.count + count <= Self.maximumColumns else {
            truncations.append("\(node.path) was compared as a whole: over \(Self.maximumColumns) fields")
            return addColumn(node)
        }
        let schemaPath = node.schemaPath + ["*"]
        var inherited = node.rule
        inherited.weight = 1
        let rule = rules.rule(at: schemaPath) ?? inherited
        for index in 0..<count {
            add(
                Node(
                    path: node.path.appending(.index(index)),
                    schemaPath: schemaPath,
                    values: node.values.map { $0?[index] },
                    rule: rule,
                    factor: node.factor * node.rule.weight / Double(count)
                )
            )
        }
    }

    private mutating func addColumn(_ node: Node) {
        columns.append(
            FieldColumn(
                path: node.path,
                rule: node.rule,
                weight: node.factor * node.rule.weight,
                values: FieldValues(node.values)
            )
        )
    }
}
