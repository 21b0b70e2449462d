import AssayCore

/// Chooses a way of asking by the request, then the load, then the task and what was seen so far at such tasks.
///
/// | what | is chosen |
/// |---|---|
/// | the caller named one | that |
/// | the caller said what counts most | the one that serves it |
/// | the load is above 0.8 | cost optimised: one call at a time |
/// | reasoning, design, code, debugging, data analysis | quality optimised |
/// | documentation, tests, pictures | balanced |
/// | anything else | speed optimised |
/// | another of the last three has done better by at least 0.1, each after 5 requests or more | that one |
struct StrategyChooser {
    static let highLoad = 0.8
    /// How often a way must have been taken before what came of it counts, and by how much the better one must lead.
    static let fewestRequests: Int64 = 5
    static let lead = 0.1

    let task: TaskEstimate
    let load: Double
    /// What each way did at such tasks, by its name.
    let totals: [String: ModelTotals]

    func choose(_ strategy: PanelStrategy?, _ priority: PanelPriority?, usual: PanelStrategy) -> StrategyChoice {
        if let strategy, strategy != .adaptive { return choice(strategy, ["the request names it"]) }
        if let priority { return choice(priority.strategy, ["the request puts \(priority.rawValue) first"]) }
        if strategy == nil, usual != .adaptive { return choice(usual, ["it is the usual one"]) }
        if load > Self.highLoad {
            return choice(.costOptimized, ["the load is \(ModelScorer.round(load)), above \(Self.highLoad)"])
        }
        let (fitting, reason) = byTask
        guard let (better, why) = better(than: fitting) else { return choice(fitting, [reason]) }
        return choice(better, [reason, why])
    }

    private func choice(_ strategy: PanelStrategy, _ reasons: [String]) -> StrategyChoice {
        StrategyChoice(strategy: strategy, reasons: reasons, task: task.primary)
    }

    private var byTask: (PanelStrategy, String) {
        let source = task.isGiven ? "the request says the task is" : "the prompt seems to be about"
        let reason = "\(source) \(task.primary.rawValue)"
        switch task.primary {
        case .reasoning, .architecturalDesign, .codeGeneration, .debugging, .dataAnalysis:
            return (.qualityOptimized, reason)
        case .documentation, .testing, .vision: return (.balanced, reason)
        case .general: return (.speedOptimized, reason)
        }
    }

    private func better(than fitting: PanelStrategy) -> (PanelStrategy, String)? {
        guard let expected = mean(fitting) else { return nil }
        let rivals = [PanelStrategy.qualityOptimized, .balanced, .speedOptimized].filter { $0 != fitting }
        let best = rivals.compactMap { rival in mean(rival).map { (rival, $0) } }.max { $0.1 < $1.1 }
        guard let (rival, mean) = best, mean >= expected + Self.lead else { return nil }
        let numbers = "\(ModelScorer.round(mean)) against \(ModelScorer.round(expected))"
        return (rival, "at such tasks it did better than \(fitting.rawValue) so far: \(numbers)")
    }

    private func mean(_ strategy: PanelStrategy) -> Double? {
        guard let total = totals[strategy.rawValue], total.attempts >= Self.fewestRequests else { return nil }
        return total.rewards / Double(total.attempts)
    }
}
