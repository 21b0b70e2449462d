import AssayStatistics
import Testing

/// The worker models against plain loops over their definitions.
struct WorkerOracleTests {
    private static func votes(seed: UInt64, items: Int, workers: Int, classes: Int) -> [WorkerVote] {
        var generator = SplitMix64(seed: seed)
        var votes: [WorkerVote] = []
        for item in 0..<items {
            let truth = Int.random(in: 0..<classes, using: &generator)
            for worker in 0..<workers where worker == 0 || Int.random(in: 0...2, using: &generator) > 0 {
                let isRight = Int.random(in: 0..<workers, using: &generator) >= worker / 2
                let label = isRight ? truth : Int.random(in: 0..<classes, using: &generator)
                votes.append(WorkerVote(item: item, worker: worker, label: label))
            }
        }
        return votes
    }

    /// Rounds of expectation maximisation in products of probabilities instead of sums of logarithms.
    private static func slowRounds(
        _ votes: [WorkerVote],
        rounds: Int,
        classes: Int,
        right: Double,
        wrong: Double,
        value: (Double) -> Double
    ) -> [[Double]] {
        let items = (votes.map(\.item).max() ?? 0) + 1
        let workers = (votes.map(\.worker).max() ?? 0) + 1
        var belief = (0..<items).map { item in
            let own = votes.filter { $0.item == item }
            return (0..<classes).map { label in Double(own.count { $0.label == label }) / Double(own.count) }
        }
        for _ in 0..<rounds {
            let classWeight = (0..<classes).map { k in 1 + belief.reduce(0) { $0 + $1[k] } }
            let prevalence = classWeight.map { naturalExponential(value($0) - value(classWeight.reduce(0, +))) }
            var rates = [[[Double]]]()
            for worker in 0..<workers {
                rates.append(
                    (0..<classes).map { truth in
                        var row = (0..<classes).map { $0 == truth ? right : wrong }
                        for vote in votes where vote.worker == worker { row[vote.label] += belief[vote.item][truth] }
                        let total = row.reduce(0, +)
                        return row.map { naturalExponential(value($0) - value(total)) }
                    }
                )
            }
            belief = (0..<items).map { item in
                let scores = (0..<classes).map { truth in
                    votes.filter { $0.item == item }.reduce(prevalence[truth]) {
                        $0 * rates[$1.worker][truth][$1.label]
                    }
                }
                return scores.map { $0 / scores.reduce(0, +) }
            }
        }
        return belief
    }

    @Test("Maximum likelihood equals plain rounds of its definition", arguments: [1, 2, 7])
    func dawidSkene(rounds: Int) throws {
        let votes = Self.votes(seed: 5, items: 12, workers: 5, classes: 3)
        let model = try #require(
            WorkerModel(
                votes: votes,
                method: .dawidSkene(smoothing: 0.1),
                tolerance: 0,
                maximumIterations: rounds
            )
        )
        let slow = Self.slowRounds(votes, rounds: rounds, classes: 3, right: 0.1, wrong: 0.1, value: naturalLog)
        for (item, row) in slow.enumerated() {
            for (a, b) in zip(model.probabilities(item: item), row) { #expect(isClose(a, b, absolute: 1e-12)) }
        }
    }

    @Test("Variational Bayes equals plain rounds of its definition", arguments: [1, 2, 7])
    func independentBayes(rounds: Int) throws {
        let votes = Self.votes(seed: 6, items: 15, workers: 6, classes: 4)
        let model = try #require(WorkerModel(votes: votes, tolerance: 0, maximumIterations: rounds))
        let slow = Self.slowRounds(
            votes,
            rounds: rounds,
            classes: 4,
            right: 4,
            wrong: 1,
            value: SpecialFunctions.digamma
        )
        for (item, row) in slow.enumerated() {
            for (a, b) in zip(model.probabilities(item: item), row) { #expect(isClose(a, b, absolute: 1e-11)) }
        }
    }

    @Test("Without differences between workers the label is the plurality")
    func plurality() throws {
        // Every worker votes once, so that nothing can be learned about any of them.
        let labels = [[0, 0, 1], [1, 1, 0], [0, 0, 0], [1, 1, 1]]
        var votes: [WorkerVote] = []
        for (item, row) in labels.enumerated() {
            for label in row { votes.append(WorkerVote(item: item, worker: votes.count, label: label)) }
        }
        let model = try #require(WorkerModel(votes: votes))
        #expect((0..<4).map { model.label(item: $0) } == [0, 1, 0, 1])
    }

    @Test("Thousands of votes on one item do not underflow")
    func manyVotes() throws {
        let votes = (0..<3000).map { WorkerVote(item: 0, worker: $0, label: $0 % 3 == 0 ? 1 : 0) }
        let model = try #require(WorkerModel(votes: votes, method: .dawidSkene(smoothing: 0.01)))
        #expect(model.label(item: 0) == 0)
        #expect(isClose(model.probabilities(item: 0).reduce(0, +), 1))
    }
}
