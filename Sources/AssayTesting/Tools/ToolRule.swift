internal import AssayCore

/// A rule with the trial that finds out whether a tool keeps it.
struct ToolRule: Sendable {
    let name: String
    let check: @Sendable (ToolTrial) async -> ConformanceCheck.Finding

    init(_ name: String, _ check: @escaping @Sendable (ToolTrial) async -> ConformanceCheck.Finding) {
        self.name = name
        self.check = check
    }

    /// A rule about the answer to a request the tool can answer.
    static func ofAnswer(
        _ name: String,
        _ check: @escaping @Sendable (ToolTrial, Value) async -> ConformanceCheck.Finding
    ) -> ToolRule {
        ToolRule(name) { trial in
            guard let answer = trial.answer else { return .notApplicable("the sample request gets no answer") }
            return await check(trial, answer)
        }
    }

    /// Every rule, in the order in which they are tried.
    static let all = answers + requests + limits + effects
}
