import AssayCore

/// What to do with a certain kind of request.
public struct PlanningRule: Sendable {
    /// The unique name.
    public let name: String
    /// Rules of higher priority are tried first, among equals those defined first.
    public let priority: Int
    /// What must hold, all of it; without conditions the rule always matches.
    public let conditions: [RuleCondition]
    /// What is done then.
    public let action: RuleAction
    /// What the rule is for.
    public let description: String

    /// Creates a rule.
    public init(
        name: String,
        priority: Int = 0,
        conditions: [RuleCondition] = [],
        action: RuleAction,
        description: String = ""
    ) {
        self.name = name
        self.priority = priority
        self.conditions = conditions
        self.action = action
        self.description = description
    }

    /// Whether all conditions hold; errors name the rule.
    func matches(_ view: Value, request: Value) throws(AssayError) -> Bool {
        try naming { () throws(AssayError) in
            for condition in conditions where !(try condition.holds(in: view, request: request)) { return false }
            return true
        }
    }

    /// Does something for this rule, so that its errors say which rule they are about.
    func naming<T>(_ body: () throws(AssayError) -> T) throws(AssayError) -> T {
        do throws(AssayError) {
            return try body()
        } catch {
            throw AssayError(error.code, "rule \(name): \(error.message)", isRetryable: error.isRetryable)
        }
    }
}
