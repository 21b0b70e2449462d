/// A budget ended a run before there was an answer.
public struct BudgetExceeded: OrchestratorError, Hashable {
    /// Which limit: `tokens`, `cost_usd` or `time_ms`.
    public let budgetType: String
    /// The limit.
    public let limit: Double
    /// What the run had used of it; `nil` where nobody reported it.
    public let actual: Double?

    /// Names a limit and what was used of it.
    public init(budgetType: String, limit: Double, actual: Double?) {
        self.budgetType = budgetType
        self.limit = limit
        self.actual = actual
    }

    /// Always ``AssayError/Code/budgetExceeded``.
    public var code: AssayError.Code { .budgetExceeded }

    /// The limit, and how far the run was from it.
    public var message: String {
        let used = actual.map { "\($0) was used" } ?? "what was used is unknown"
        return "the budget of \(limit) \(budgetType) leaves no room for another attempt: \(used)"
    }

    /// The limit of a budget that is closest to being used up; what is unknown counts as used up.
    init?(_ budget: Budget, used: Usage) {
        let limits: [(String, Double?, Double?)] = [
            ("tokens", budget.tokens.map(Double.init), used.tokens.map(Double.init)),
            ("cost_usd", budget.costUSD, used.costUSD),
            ("time_ms", budget.timeMS.map(Double.init), used.timeMS.map(Double.init)),
        ]
        let candidates = limits.compactMap { name, limit, used in limit.map { (name, $0, used) } }
        let nearest = candidates.max { left, right in
            (left.2 ?? .infinity) / left.1 < (right.2 ?? .infinity) / right.1
        }
        guard let nearest else { return nil }
        self.init(budgetType: nearest.0, limit: nearest.1, actual: nearest.2)
    }
}
