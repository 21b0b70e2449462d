import AssayCore

extension PlanningSession {
    private struct Candidate {
        let tool: ToolDescriptor
        let score: Double
        let reasons: [String]
    }

    /// The tool the request fits best, with the next two as fallbacks.
    mutating func bestFit() throws(AssayError) -> Choice {
        let candidates = candidates()
        guard let best = candidates.first else { throw nothingFits() }
        let next = candidates.dropFirst().first?.score ?? 0
        var choice = Choice(tool: best.tool)
        choice.fallbacks = candidates.dropFirst().prefix(2).map(\.tool.name)
        choice.confidence = best.score * best.score / (best.score + next)
        explanation.append("\(best.tool.name) fits best, with a score of \(Self.percent(best.score)) %")
        explanation += best.reasons
        if let second = candidates.dropFirst().first {
            explanation.append("next is \(second.tool.name) with \(Self.percent(second.score)) %")
        }
        if choice.confidence < 0.25 {
            explanation.append("this is little more than a guess: name the tool, or add a rule")
        }
        noteDoubts(about: best.tool)
        return choice
    }

    /// The tools that can answer, the best first; those of equal score by name.
    private mutating func candidates() -> [Candidate] {
        var candidates: [Candidate] = []
        for name in tools.keys.sorted() {
            guard let tool = usable(name) else { continue }
            switch ToolFit(tool, request) {
            case .refuses(let reason): excluded[name] = reason
            case .fits(let score, let reasons):
                candidates.append(Candidate(tool: tool, score: adjusted(score, for: tool), reasons: reasons))
            }
        }
        return candidates.sorted { $0.score == $1.score ? $0.tool.name < $1.tool.name : $0.score > $1.score }
    }

    /// A preferred tool gains 0.2, a tool of a preferred provider 0.1; each earlier failure halves the score, and a
    /// half-open breaker takes a tenth of it.
    private func adjusted(_ score: Double, for tool: ToolDescriptor) -> Double {
        var score = score
        if context.preferences.preferredTools.contains(tool.name) { score += 0.2 }
        if tool.provider.map(context.preferences.preferredProviders.contains) ?? false { score += 0.1 }
        if context.breakers[tool.name] == .halfOpen { score *= 0.9 }
        for _ in 0..<min(max(context.previousFailures[tool.name] ?? 0, 0), 60) { score /= 2 }
        return min(score, 1)
    }

    /// Tells a request no tool takes from one whose tools may not be used now.
    private func nothingFits() -> AssayError {
        let names = tools.keys.sorted()
        let blocked = names.filter { name in tools[name].map { refusal(of: $0) == nil } ?? false }
        guard !blocked.isEmpty else {
            return AssayError(.noFittingTool, "no tool takes this request: \(reasons(names))")
        }
        let open = blocked.filter { obstacle(to: $0) == Self.openBreaker }
        let problem =
            open.count < blocked.count
            ? "no tool that takes this request may be used now"
            : "the breakers of all tools\(open.count < names.count ? " that take this request" : "") are open"
        return AssayError(.noToolAvailable, "\(problem): \(reasons(blocked))", isRetryable: !open.isEmpty)
    }

    private func reasons(_ names: [String]) -> String {
        let shown = names.prefix(5).map { name in
            "\(name): \(tools[name].flatMap(refusal(of:)) ?? obstacle(to: name) ?? "")"
        }
        let rest = names.count - shown.count
        return shown.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
    }

    private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}
