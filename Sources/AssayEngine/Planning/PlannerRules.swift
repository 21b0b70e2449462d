public import AssayCore
public import AssayYAML

/// Planning rules read from a YAML or JSON file.
///
/// ```yaml
/// plugins: [libm.tool.json]
/// rules:
///   - name: powers
///     priority: 10
///     when:
///       - {path: x, operator: exists}
///       - {path: y, operator: lte, value: 1000}
///     action:
///       tool: pow
///       fallbacks: [exp]
///       options: {k: 5}
/// ```
///
/// `plugins` names plugins, directories and manifests that the rules count on; a relative path starts at the file. `name`,
/// `action` and its `tool` are required. `value` is required by every operator but `exists`. `strategy` is
/// `single`, or with tools in `following` `chain`, `parallel` or `conditional`.
public struct PlannerRules: Sendable {
    /// The rules, in the order they are written.
    public let rules: [PlanningRule]
    /// The plugins and manifests to load first, as they are written.
    public let plugins: [String]

    /// Reads rules.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - file: its name, for errors.
    /// - Throws: ``AssayError`` with file, line, column and path, and the name of the rule where it has one.
    public init(_ text: String, file: String) throws(AssayError) {
        try self.init(try YAMLDocument(text, file: file).root)
    }

    /// Reads rules from part of a larger document.
    public init(_ node: YAMLNode) throws(AssayError) {
        try node.refuseUnknownKeys(known: ["plugins", "rules"])
        plugins = try node.member(ifPresent: "plugins")?.strings() ?? []
        var rules: [PlanningRule] = []
        var names: Set<String> = []
        for element in try node.member("rules").elements() {
            let rule = try Self.rule(element)
            guard names.insert(rule.name).inserted else {
                throw try element.member("name").failure("is the name of an earlier rule", code: .invalidRule)
            }
            rules.append(rule)
        }
        self.rules = rules
    }

    private static func rule(_ node: YAMLNode) throws(AssayError) -> PlanningRule {
        try node.refuseUnknownKeys(known: ["name", "priority", "description", "when", "action"])
        let name = try node.member("name").string()
        guard !name.isEmpty else { throw try node.member("name").failure("must not be empty", code: .invalidRule) }
        var conditions: [RuleCondition] = []
        for element in try node.member(ifPresent: "when")?.elements() ?? [] {
            conditions.append(try condition(element, rule: name))
        }
        return PlanningRule(
            name: name,
            priority: try node.member(ifPresent: "priority")?.int(in: -1_000_000...1_000_000) ?? 0,
            conditions: conditions,
            action: try action(try node.member("action"), rule: name),
            description: try node.member(ifPresent: "description")?.string() ?? ""
        )
    }

    private static func condition(_ node: YAMLNode, rule: String) throws(AssayError) -> RuleCondition {
        try node.refuseUnknownKeys(known: ["path", "operator", "value"])
        let path = try node.member("path").string()
        let name = try node.member("operator")
        let text = try name.string()
        let comparison = try located(name, rule) { () throws(AssayError) in try RuleCondition.Operator(named: text) }
        let operand = comparison == .exists ? node["value"] : try node.member("value")
        return try located(operand ?? node, rule) { () throws(AssayError) in
            try RuleCondition(path, comparison, operand?.value ?? true)
        }
    }

    private static func action(_ node: YAMLNode, rule: String) throws(AssayError) -> RuleAction {
        try node.refuseUnknownKeys(known: ["tool", "options", "fallbacks", "strategy", "following"])
        let action = RuleAction(
            tool: try node.member("tool").string(),
            options: try node.member(ifPresent: "options")?.object() ?? [:],
            fallbacks: try node.member(ifPresent: "fallbacks")?.strings() ?? [],
            strategy: try strategy(node),
            following: try node.member(ifPresent: "following")?.strings() ?? []
        )
        try located(node, rule) { () throws(AssayError) in try action.validate() }
        return action
    }

    private static func strategy(_ node: YAMLNode) throws(AssayError) -> ExecutionStrategy {
        guard let name = try node.member(ifPresent: "strategy") else { return .single }
        guard let strategy = ExecutionStrategy(rawValue: try name.string()) else {
            let names = ExecutionStrategy.allCases.map(\.rawValue).joined(separator: ", ")
            throw name.failure("must be one of \(names)", code: .invalidRule)
        }
        return strategy
    }

    /// Adds the place and the rule to errors of what was written there.
    private static func located<T>(
        _ node: YAMLNode,
        _ rule: String,
        _ body: () throws(AssayError) -> T
    ) throws(AssayError) -> T {
        do throws(AssayError) {
            return try body()
        } catch {
            throw node.failure("of rule \(rule): \(error.message)", code: error.code)
        }
    }
}
