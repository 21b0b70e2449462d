/// What counts when several models would do.
public enum RoutingStrategy: String, Sendable, Hashable, CaseIterable {
    /// Something of everything.
    case balanced
    /// The price, mostly.
    case costOptimized = "cost_optimized"
    /// How good the model is, mostly.
    case quality
    /// How fast it is, mostly.
    case speed
    /// How well it did so far, with models that were seldom asked getting their chance: UCB1.
    case ucb

    /// The share of each term, 1 together; `nil` for ``ucb``, which has terms of its own.
    var weights: (capability: Double, cost: Double, latency: Double, learned: Double)? {
        switch self {
        case .balanced: (0.45, 0.20, 0.15, 0.20)
        case .costOptimized: (0.20, 0.55, 0.10, 0.15)
        case .quality: (0.70, 0.05, 0.05, 0.20)
        case .speed: (0.20, 0.10, 0.55, 0.15)
        case .ucb: nil
        }
    }
}
