import AssayCore

/// The making of one plan.
struct PlanningSession {
    let request: Object
    let options: Object
    let context: PlanningContext
    let tools: [String: ToolDescriptor]
    var explanation: [String] = []
    var excluded: [String: String] = [:]

    /// What was chosen, before options are worked out.
    struct Choice {
        var tool: ToolDescriptor
        var following: [ToolDescriptor] = []
        var strategy = ExecutionStrategy.single
        var fallbacks: [String] = []
        var rule: PlanningRule?
        var confidence = 1.0

        var tools: [ToolDescriptor] { [tool] + following }
    }

    init(request: Object, options: Object, tools: [ToolDescriptor], context: PlanningContext) {
        self.request = request
        self.options = options
        self.context = context
        self.tools = Dictionary(tools.map { ($0.name, $0) }) { first, _ in first }
    }

    mutating func decide(by rules: [PlanningRule]) throws(AssayError) -> PlanDecision {
        let choice = try choose(by: rules)
        let merged = try mergedOptions(for: choice)
        let run = try RunShape(merged, supportsBundle: choice.tools.allSatisfy(\.supportsBundle))
        let estimate = PlanEstimate(
            choice.tools,
            strategy: choice.strategy,
            k: run.k,
            maxParallel: run.maxParallel
        )
        let excess = estimate.excess(over: context.budget)
        if !excess.isEmpty {
            explanation.append("the estimate is above the budget for \(excess.joined(separator: " and "))")
        }
        // One rule may have passed over what a later one insists on.
        for name in choice.tools.map(\.name) + choice.fallbacks { excluded[name] = nil }
        return PlanDecision(
            tool: choice.tool.name,
            following: choice.following.map(\.name),
            strategy: choice.strategy,
            options: merged,
            fallbacks: choice.fallbacks,
            matchedRule: choice.rule?.name,
            confidence: choice.confidence,
            estimate: estimate,
            explanation: explanation,
            excluded: excluded.sorted { $0.key < $1.key }.map {
                PlanDecision.ExcludedTool(name: $0.key, reason: $0.value)
            }
        )
    }

    private mutating func choose(by rules: [PlanningRule]) throws(AssayError) -> Choice {
        let view = context.view(of: request, options: options)
        for rule in rules where try rule.matches(view, request: .object(request)) {
            if let choice = try choice(by: rule) { return choice }
        }
        if !rules.isEmpty { explanation.append("no rule decides; tools are chosen by how well the request fits") }
        return try bestFit()
    }

    /// Why a tool may not be used now, whatever the request is; `nil` when it may.
    func obstacle(to name: String) -> String? {
        guard let tool = tools[name] else {
            let near = Suggestion.nearest(to: name, among: tools.keys.sorted())
            return "no tool has that name" + (near.map { "; did you mean \($0)?" } ?? "")
        }
        if context.breakers[name] == .open { return Self.openBreaker }
        if context.preferences.excludedTools.contains(name) { return "the user's preferences exclude it" }
        if let missing = context.quality.capabilities.first(where: { !tool.capabilities.contains($0) }) {
            return "it lacks the required capability \(missing)"
        }
        if context.quality.isDeterministic && !tool.flags.contains(.deterministic) {
            return "it does not promise to be deterministic, as required"
        }
        return nil
    }

    static let openBreaker = "its breaker is open"

    /// The tool, where it may be used; otherwise the reason is kept.
    mutating func usable(_ name: String) -> ToolDescriptor? {
        if let reason = obstacle(to: name) {
            excluded[name] = reason
            return nil
        }
        return tools[name]
    }

    func refusal(of tool: ToolDescriptor) -> String? {
        if case .refuses(let reason) = ToolFit(tool, request) { reason } else { nil }
    }
}
