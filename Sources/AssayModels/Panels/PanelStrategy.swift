/// A way of asking several providers.
public enum PanelStrategy: String, Sendable, Hashable, CaseIterable {
    /// All that may be asked, and one answer written out of theirs.
    case simple
    /// All that may be asked at once, and the best of their answers.
    case parallel
    /// One after the other, the most promising first, until an answer is good.
    case waterfall
    /// Several at once, until two agree.
    case balanced
    /// One after the other, the cheap ones first, until an answer is good.
    case costOptimized = "cost_optimized"
    /// The best ones at once, and one answer written out of theirs.
    case qualityOptimized = "quality_optimized"
    /// Several at once, the fast ones first, until one answers well.
    case speedOptimized = "speed_optimized"
    /// Whichever of the others fits the task, the load and what was seen so far.
    case adaptive

    /// What counts when the members are put in order.
    var routing: RoutingStrategy {
        switch self {
        case .simple, .parallel, .balanced, .adaptive: .balanced
        case .waterfall: .ucb
        case .costOptimized: .costOptimized
        case .qualityOptimized: .quality
        case .speedOptimized: .speed
        }
    }

    func plan(_ members: [PanelMember], maxParallel: Int) -> PanelPlan {
        switch self {
        case .simple, .qualityOptimized:
            PanelPlan(members: members, maxParallel: maxParallel, synthesis: SynthesisPlan())
        case .parallel: PanelPlan(members: members, maxParallel: maxParallel)
        case .waterfall, .costOptimized: PanelPlan(members: members, maxParallel: 1, enough: 1, isFallbackChain: true)
        case .balanced, .adaptive: PanelPlan(members: members, maxParallel: maxParallel, enough: 2)
        case .speedOptimized: PanelPlan(members: members, maxParallel: maxParallel, enough: 1)
        }
    }
}

/// What counts most to a caller.
public enum PanelPriority: String, Sendable, Hashable, CaseIterable {
    /// How good the answer is.
    case quality
    /// How soon it comes.
    case speed
    /// What it costs.
    case cost

    var strategy: PanelStrategy {
        switch self {
        case .quality: .qualityOptimized
        case .speed: .speedOptimized
        case .cost: .costOptimized
        }
    }
}
