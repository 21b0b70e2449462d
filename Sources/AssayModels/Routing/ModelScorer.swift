import AssayCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Orders the models that may be asked, and says why.
///
/// Every factor is from 0 to 1 and the weights add up to 1, so scores do not saturate.
struct ModelScorer {
    struct Candidate {
        var model: ModelRecord
        var availability: ModelAvailability
        var expectedCostUSD: Double?

        init(model: ModelRecord, availability: ModelAvailability, expectedCostUSD: Double?) {
            self.model = model
            self.availability = availability
            self.expectedCostUSD = expectedCostUSD
        }

        init(_ applicant: Applicant) {
            self.init(
                model: applicant.model,
                availability: applicant.availability,
                expectedCostUSD: applicant.size.expectedCost(of: applicant.model)
            )
        }
    }

    let tasks: TaskEstimate
    let strategy: RoutingStrategy
    let totals: [String: ModelTotals]

    /// The candidates, best first; equal scores are ordered by cost, then by id.
    func rank(_ candidates: [Candidate]) -> [RankedModel] {
        let costs = CostScale(candidates.compactMap(\.expectedCostUSD))
        let asked = candidates.reduce(0) { $0 + (totals[$1.model.id]?.attempts ?? 0) }
        let ranked = candidates.map { candidate in
            RankedModel(
                model: candidate.model,
                terms: explore(candidate, asked) ?? weigh(candidate, costs),
                expectedCostUSD: candidate.expectedCostUSD,
                learned: totals[candidate.model.id]
            )
        }
        return ranked.sorted { left, right in
            let costs = (left.expectedCostUSD ?? .infinity, right.expectedCostUSD ?? .infinity)
            return (-left.score, costs.0, left.model.id) < (-right.score, costs.1, right.model.id)
        }
    }

    private func weigh(_ candidate: Candidate, _ costs: CostScale) -> [ScoreTerm] {
        guard let weights = strategy.weights else { return [] }
        return [
            capability(candidate.model, weights.capability), costs.term(candidate.expectedCostUSD, weights.cost),
            latency(candidate, weights.latency), learned(candidate.model, weights.learned),
        ]
    }

    /// The mean of the model's scores at the tasks, weighted by how sure they are.
    private func capability(_ model: ModelRecord, _ weight: Double) -> ScoreTerm {
        let shares = tasks.tasks.compactMap { task in
            model.score(for: task).map { (score: $0, sureness: tasks.confidence[task] ?? 1) }
        }
        let sureness = shares.reduce(0) { $0 + $1.sureness }
        guard shares.count == tasks.tasks.count, sureness > 0 else {
            return ScoreTerm(name: "capability", weight: weight, factor: 0.5, reason: "unknown, counted as the middle")
        }
        let mean = shares.reduce(0) { $0 + $1.score * $1.sureness } / sureness
        let names = tasks.tasks.map(\.rawValue).joined(separator: ", ")
        return ScoreTerm(
            name: "capability",
            weight: weight,
            factor: mean / 100,
            reason: "\(Self.round(mean)) of 100 at \(names)"
        )
    }

    private func latency(_ candidate: Candidate, _ weight: Double) -> ScoreTerm {
        let speed = candidate.model.scores.speed
        let isLoading = candidate.availability == .loadable
        let reason = speed.map { "speed \(Self.round($0)) of 10" } ?? "speed unknown, counted as the middle"
        return ScoreTerm(
            name: "latency",
            weight: weight,
            factor: (speed ?? 5) / 10 * (isLoading ? 0.5 : 1),
            reason: isLoading ? reason + ", halved because it must be loaded first" : reason
        )
    }

    /// The mean reward as if two more calls had gone half well, so that one call does not decide.
    private func learned(_ model: ModelRecord, _ weight: Double) -> ScoreTerm {
        guard let total = totals[model.id], total.attempts > 0 else {
            return ScoreTerm(name: "learned", weight: weight, factor: 0.5, reason: "never asked, counted as the middle")
        }
        let factor = (total.rewards + 1) / (Double(total.attempts) + 2)
        return ScoreTerm(name: "learned", weight: weight, factor: factor, reason: Self.experience(total))
    }

    /// What the calls so far were like, in words.
    private static func experience(_ total: ModelTotals) -> String {
        var parts = ["after \(total.attempts) \(total.attempts == 1 ? "call" : "calls")"]
        if let rate = total.successRate { parts.append("\(round(rate * 100)) % answered") }
        if let time = total.meanLatencyMS { parts.append("\(Int64(min(time, 1e12).rounded())) ms on average") }
        if let cost = total.meanCostUSD { parts.append("\(roundCost(cost)) USD on average") }
        return parts.joined(separator: ", ")
    }

    /// UCB1: the mean reward `m` plus `b = sqrt(2 ln N / n)` for `n` calls of the model among `N` of all.
    ///
    /// The score is `u / (1 + u)` of `u = m + b`, which keeps the order below 1. A model that was never asked has 1, less a
    /// little that orders such models by how good they should be.
    private func explore(_ candidate: Candidate, _ asked: Int64) -> [ScoreTerm]? {
        guard strategy == .ucb else { return nil }
        guard let total = totals[candidate.model.id], total.attempts > 0 else {
            let prior = capability(candidate.model, 1)
            return [
                ScoreTerm(name: "exploration", weight: 1, factor: 0.99 + 0.01 * prior.factor, reason: "never asked")
            ]
        }
        let mean = total.rewards / Double(total.attempts)
        let bonus = (2 * log(Double(max(asked, 1))) / Double(total.attempts)).squareRoot()
        let scale = 1 + mean + bonus
        return [
            ScoreTerm(name: "mean_reward", weight: 1, factor: mean / scale, reason: "\(Self.round(mean)) on average"),
            ScoreTerm(
                name: "exploration",
                weight: 1,
                factor: bonus / scale,
                reason: "asked \(total.attempts) of \(asked) times; " + Self.experience(total)
            ),
        ]
    }

    /// A cost to six digits after the point.
    static func roundCost(_ value: Double) -> String { String((value * 1e6).rounded() / 1e6) }

    static func round(_ value: Double) -> String { String((value * 100).rounded() / 100) }
}
