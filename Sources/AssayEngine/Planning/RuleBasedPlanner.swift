public import AssayCore

/// Chooses the tool for a request: by rules, and where none matches by how well the request fits.
///
/// A plan is a function of request, options, tools and context; the order in which tools are given does not matter.
public struct RuleBasedPlanner: Sendable {
    /// The rules, in the order they are tried: by priority, and among equals as they were given.
    public let rules: [PlanningRule]

    /// A planner without rules, which goes by fit alone.
    public static let byFit = RuleBasedPlanner(sorted: [])

    private init(sorted rules: [PlanningRule]) { self.rules = rules }

    /// Creates a planner; without rules it goes by fit alone.
    ///
    /// - Parameter rules: the rules, in any order.
    /// - Throws: ``AssayError/Code/invalidRule`` naming a rule that no plan could follow, or a name two rules have.
    public init(rules: [PlanningRule] = []) throws(AssayError) {
        var names: Set<String> = []
        for rule in rules {
            try rule.naming { () throws(AssayError) in try rule.action.validate() }
            guard names.insert(rule.name).inserted else {
                throw AssayError(.invalidRule, "two rules are named \(rule.name); each name may be given once")
            }
        }
        // The place decides among equals, so the order does not depend on the sort being stable.
        let sorted = rules.enumerated().sorted { left, right in
            left.element.priority == right.element.priority
                ? left.offset < right.offset : left.element.priority > right.element.priority
        }
        self.rules = sorted.map(\.element)
    }

    /// Chooses the tool for a request.
    ///
    /// - Parameters:
    ///   - request: an object.
    ///   - options: the caller's options, which win over every other.
    ///   - tools: the tools there are.
    ///   - context: what else the choice depends on.
    /// - Returns: the plan, with its reasons.
    /// - Throws: ``AssayError/Code/noToolAvailable`` when there are no tools or none may be used now,
    ///   ``AssayError/Code/noFittingTool`` when none takes the request, ``AssayError/Code/unknownTool`` when a rule that matches
    ///   names only tools that are not there, ``AssayError/Code/invalidRequest`` when the request is no object or a
    ///   condition cannot compare what it has, ``AssayError/Code/invalidArgument`` for options no run could follow.
    public func plan(
        request: Value,
        options: Object = [:],
        tools: [ToolDescriptor],
        context: PlanningContext = PlanningContext()
    ) throws(AssayError) -> PlanDecision {
        guard let members = request.object else {
            throw AssayError(.invalidRequest, "a request must be a JSON object")
        }
        guard !tools.isEmpty else {
            throw AssayError(.noToolAvailable, "no tools are registered; load a plugin or register a tool first")
        }
        var session = PlanningSession(request: members, options: options, tools: tools, context: context)
        return try session.decide(by: rules)
    }
}
