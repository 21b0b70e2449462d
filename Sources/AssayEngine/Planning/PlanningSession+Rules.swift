import AssayCore

extension PlanningSession {
    /// What a matching rule chooses; `nil` when none of its tools may be used now.
    mutating func choice(by rule: PlanningRule) throws(AssayError) -> Choice? {
        try checkNames(of: rule)
        let conditions = rule.conditions.map(\.summary).joined(separator: ", ")
        explanation.append(
            "rule \(rule.name) (priority \(rule.priority)) matches: \(conditions.isEmpty ? "it has no conditions" : conditions)"
        )
        guard var choice = primary(of: rule) ?? substitute(of: rule) else {
            explanation.append("rule \(rule.name) is passed over: none of its tools may be used now")
            return nil
        }
        choice.rule = rule
        let taken = Set(choice.tools.map(\.name))
        choice.fallbacks = usableFallbacks(rule.action.fallbacks.filter { !taken.contains($0) })
        noteDoubts(about: choice.tool)
        return choice
    }

    /// A rule that names no tool there is cannot be meant for these tools.
    private func checkNames(of rule: PlanningRule) throws(AssayError) {
        let names = [rule.action.tool] + rule.action.fallbacks
        guard !names.contains(where: { tools[$0] != nil }) else { return }
        let near = Suggestion.nearest(to: rule.action.tool, among: tools.keys.sorted())
        let advice = near.map { "did you mean \($0)?" } ?? "register it, or give the rule a fallback that is there"
        throw AssayError(.unknownTool, "rule \(rule.name): no tool is named \(rule.action.tool); \(advice)")
    }

    /// The rule's own tool with those that work beside it.
    private mutating func primary(of rule: PlanningRule) -> Choice? {
        let action = rule.action
        guard let tool = usable(action.tool) else {
            explanation.append("\(action.tool) is not used: \(excluded[action.tool] ?? "")")
            return nil
        }
        var choice = Choice(tool: tool, strategy: action.strategy)
        for name in action.following {
            if let next = usable(name) {
                choice.following.append(next)
                continue
            }
            explanation.append("\(name) is left out: \(excluded[name] ?? "")")
            guard action.strategy != .chain else {
                explanation.append("the chain is not run, because a part of it is missing")
                return nil
            }
        }
        if choice.following.isEmpty { choice.strategy = .single }
        return choice
    }

    /// The first of the rule's fallbacks that can answer.
    private mutating func substitute(of rule: PlanningRule) -> Choice? {
        guard let name = usableFallbacks(rule.action.fallbacks).first, let tool = tools[name] else { return nil }
        explanation.append("\(name) takes its place, as the rule's fallback")
        return Choice(tool: tool)
    }

    private mutating func usableFallbacks(_ names: [String]) -> [String] {
        var usableNames: [String] = []
        for name in names {
            guard let tool = usable(name) else { continue }
            if let reason = refusal(of: tool) { excluded[name] = reason } else { usableNames.append(name) }
        }
        return usableNames
    }

    /// A rule's choice stands where the request does not fit, so that the error is about the tool that was meant.
    mutating func noteDoubts(about tool: ToolDescriptor) {
        if let reason = refusal(of: tool) { explanation.append("\(tool.name) is going to refuse this: \(reason)") }
        if context.breakers[tool.name] == .halfOpen {
            explanation.append("the breaker of \(tool.name) is half open: this call is a probe")
        }
        if let count = context.previousFailures[tool.name], count > 0 {
            explanation.append("\(tool.name) has failed \(count) times for this request")
        }
    }
}
