import AssayCore
import AssayEngine

/// A tool by name that takes every object.
func tool(_ name: String, options: Object = [:], usage: Usage? = nil) -> ToolDescriptor {
    ToolDescriptor(name: name, defaultOptions: options, flags: [.concurrent], maximumUsage: usage)
}

/// A tool that takes objects with certain members only.
func tool(
    _ name: String,
    _ description: String = "",
    capabilities: [String] = [],
    requires required: [String],
    optional: [String] = [],
    flags: ToolDescriptor.Flags = [.concurrent]
) -> ToolDescriptor {
    var properties = Object()
    for key in required + optional { properties[key] = [:] }
    let schema: Value = [
        "type": "object", "properties": .object(properties), "required": .array(required.map(Value.string)),
    ]
    return ToolDescriptor(
        name: name,
        description: description,
        capabilities: capabilities,
        inputSchema: schema,
        flags: flags
    )
}

/// A rule that always matches.
func rule(
    _ name: String = "r",
    priority: Int = 0,
    when conditions: [RuleCondition] = [],
    use tool: String,
    options: Object = [:],
    fallbacks: [String] = [],
    transformer: RuleAction.OptionTransformer? = nil
) -> PlanningRule {
    let action = RuleAction(tool: tool, options: options, fallbacks: fallbacks, transformer: transformer)
    return PlanningRule(name: name, priority: priority, conditions: conditions, action: action)
}

/// The plan of some rules.
func plan(
    _ rules: [PlanningRule] = [],
    request: Value = [:],
    options: Object = [:],
    tools: [ToolDescriptor],
    context: PlanningContext = PlanningContext()
) throws(AssayError) -> PlanDecision {
    try RuleBasedPlanner(rules: rules).plan(request: request, options: options, tools: tools, context: context)
}

/// The failure of some work, or `nil` when it succeeds.
func failure<T>(_ body: () throws(AssayError) -> T) -> AssayError? {
    do throws(AssayError) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
