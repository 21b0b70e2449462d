import AssayCore

extension PlanningRule {
    /// A rule for requests with a certain `type`.
    ///
    /// - Parameters:
    ///   - type: what the member `type` of the request must be.
    ///   - action: what to do then.
    ///   - priority: when the rule is tried.
    /// - Returns: a rule named `type:` and the type.
    public static func forType(_ type: String, action: RuleAction, priority: Int = 10) -> PlanningRule {
        let condition = RuleCondition(onRequest: "type equals") { $0?["type"] == .string(type) }
        return PlanningRule(name: "type:\(type)", priority: priority, conditions: [condition], action: action)
    }

    /// A rule for requests with any of some words in their texts, whatever the case of the letters.
    ///
    /// A word matches whole words only, so `art` does not match `start`. Keys are not looked at.
    ///
    /// - Parameters:
    ///   - keywords: the words.
    ///   - action: what to do then.
    ///   - priority: when the rule is tried.
    /// - Returns: a rule named `keyword:` and the words.
    public static func forKeywords(_ keywords: [String], action: RuleAction, priority: Int = 5) -> PlanningRule {
        let wanted = keywords.map { RequestWords.words(of: $0) }
        let condition = RuleCondition(onRequest: "a keyword occurs") { request in
            RequestWords.texts(of: request ?? .null).contains { text in
                let words = RequestWords.words(of: text)
                return wanted.contains { !$0.isEmpty && words.containsRun($0) }
            }
        }
        let name = "keyword:" + keywords.joined(separator: ",")
        return PlanningRule(name: name, priority: priority, conditions: [condition], action: action)
    }

    /// A rule for every request that asks for fewer replicates where the budget is small.
    ///
    /// `k` is 2 with a budget below 2,000 tokens or 0.10 dollars, else 5.
    ///
    /// - Parameters:
    ///   - action: what to do; its own `k` is replaced, its other options stay.
    ///   - priority: when the rule is tried.
    /// - Returns: a rule named `budget:` and the tool.
    public static func budgetAware(action: RuleAction, priority: Int = 8) -> PlanningRule {
        var action = action
        let own = action.transformer
        action.transformer = { (options, request, context) throws(AssayError) in
            let changed = try own?(options, request, context) ?? [:]
            return changed.merging(["k": context.budget.isBelow(tokens: 2000, costUSD: 0.10) ? 2 : 5])
        }
        return PlanningRule(name: "budget:\(action.tool)", priority: priority, action: action)
    }
}

extension Budget {
    /// Whether a limit that is set is smaller than one of these.
    func isBelow(tokens tokenLimit: Int64, costUSD costLimit: Double) -> Bool {
        (tokens.map { $0 < tokenLimit } ?? false) || (costUSD.map { $0 < costLimit } ?? false)
    }
}

extension [String] {
    /// Whether some words stand one after the other.
    fileprivate func containsRun(_ run: [String]) -> Bool {
        guard run.count <= count else { return false }
        return (0...count - run.count).contains { self[$0..<$0 + run.count].elementsEqual(run) }
    }
}
