/// One part of a model's score, with what it rests on.
public struct ScoreTerm: Sendable, Hashable {
    /// `capability`, `cost`, `latency`, `learned`, `mean_reward` or `exploration`.
    public var name: String
    /// The most the term can add.
    public var weight: Double
    /// How much of that it adds, from 0 to 1.
    public var factor: Double
    /// What the factor rests on.
    public var reason: String

    /// What the term adds to the score.
    public var value: Double { weight * factor }
}
