/// How good and how fast a model is, as far as somebody has judged it.
public struct ModelScores: Sendable, Hashable {
    /// Reasoning, from 0 to 100.
    public var reasoning: Double?
    /// Coding, from 0 to 100.
    public var coding: Double?
    /// Speed, from 0 to 10.
    public var speed: Double?

    /// Creates scores.
    public init(reasoning: Double? = nil, coding: Double? = nil, speed: Double? = nil) {
        self.reasoning = reasoning
        self.coding = coding
        self.speed = speed
    }

    /// How good the model is at a kind of task, from 0 to 100; `nil` when a score it needs is unknown.
    ///
    /// With `c` for coding and `r` for reasoning:
    ///
    /// | task | score |
    /// |---|---|
    /// | code generation | c |
    /// | debugging | 0.6 c + 0.4 r |
    /// | architectural design | 0.7 r + 0.3 c |
    /// | documentation | 0.8 r |
    /// | testing, general | 0.5 c + 0.5 r |
    /// | data analysis, reasoning | r |
    /// | vision | r, which says how well it understands what it sees |
    public func score(for task: TaskType) -> Double? {
        switch task {
        case .codeGeneration: coding
        case .debugging: mix(coding: 0.6, reasoning: 0.4)
        case .architecturalDesign: mix(coding: 0.3, reasoning: 0.7)
        case .documentation: reasoning.map { 0.8 * $0 }
        case .testing, .general: mix(coding: 0.5, reasoning: 0.5)
        case .dataAnalysis, .reasoning, .vision: reasoning
        }
    }

    private func mix(coding codingShare: Double, reasoning reasoningShare: Double) -> Double? {
        guard let coding, let reasoning else { return nil }
        return codingShare * coding + reasoningShare * reasoning
    }
}
