import AssayStatistics
import Testing

struct WorkerModelTests {
    private struct Crowd {
        var votes: [WorkerVote] = []
        var truth: [(item: Int, label: Int)] = []

        init(_ name: String) throws {
            var (items, workers) = (Labeler(), Labeler())
            var seen: Set<[String]> = []
            for row in try TestData.rows("crowd/\(name)_label.csv") where seen.insert(row).inserted {
                let (item, worker) = (items.label(row[0]), workers.label(row[1]))
                let label = try #require(Int(row[2]))
                votes.append(WorkerVote(item: try #require(item), worker: try #require(worker), label: label))
            }
            for row in try TestData.rows("crowd/\(name)_truth.csv") {
                let item = items.label(row[0])
                truth.append((try #require(item), try #require(Int(row[1]))))
            }
        }

        func accuracy(_ model: WorkerModel) -> Double {
            let right = truth.count { $0.item < model.items && model.label(item: $0.item) == $0.label }
            return Double(right) / Double(truth.count)
        }
    }

    @Test(
        "Crowd sets have the published accuracies of independent Bayesian combination",
        arguments: [
            "bluebird", "cf", "ms", "rte",
        ]
    )
    func published(name: String) throws {
        let crowd = try Crowd(name)
        let expected = try Reference().at("crowd", name, "published_weighted_accuracy", "IBCC").number()
        let model = try #require(WorkerModel(votes: crowd.votes))
        #expect(model.hasConverged)
        #expect(isClose(crowd.accuracy(model), expected, absolute: 1e-6))
    }

    @Test("Dawid and Skene's estimate beats the plurality where workers differ")
    func dawidSkene() throws {
        for (name, expected) in [("bluebird", 97.0 / 108), ("rte", 0.9275)] {
            let crowd = try Crowd(name)
            let model = try #require(WorkerModel(votes: crowd.votes, method: .dawidSkene(smoothing: 0.01)))
            #expect(isClose(crowd.accuracy(model), expected, absolute: 1e-9))
            let plurality = try Reference().at("crowd", name, "plurality_accuracy_ties_split").number()
            #expect(crowd.accuracy(model) > plurality)
        }
    }

    /// Three good workers, two that guess and one that turns every label round, on 300 items of two classes.
    private static func simulated(seed: UInt64) -> (votes: [WorkerVote], truth: [Int]) {
        var generator = SplitMix64(seed: seed)
        let skills = [0.85, 0.85, 0.9, 0.5, 0.5, 0.1]
        let truth = (0..<300).map { _ in Int.random(in: 0...1, using: &generator) }
        var votes: [WorkerVote] = []
        for (item, label) in truth.enumerated() {
            for (worker, skill) in skills.enumerated() where Int.random(in: 0...4, using: &generator) > 0 {
                let isRight = Double.random(in: 0..<1, using: &generator) < skill
                votes.append(WorkerVote(item: item, worker: worker, label: isRight ? label : 1 - label))
            }
        }
        return (votes, truth)
    }

    @Test(
        "Skills are found, and a worker who is always wrong helps",
        arguments: [
            WorkerModel.Method.dawidSkene(smoothing: 0.1), .independentBayes(right: 4, wrong: 1),
        ]
    )
    func skills(method: WorkerModel.Method) throws {
        let (votes, truth) = Self.simulated(seed: 11)
        let model = try #require(WorkerModel(votes: votes, method: method))
        // Three standard errors of a share of 240 votes are .1 at most.
        for (worker, skill) in [0.85, 0.85, 0.9, 0.5, 0.5, 0.1].enumerated() {
            #expect(isClose(model.accuracy(worker: worker), skill, absolute: 0.1))
        }
        let right = truth.indices.count { model.label(item: $0) == truth[$0] }
        #expect(right >= 276)
        #expect(isClose(model.prevalence[1], Double(truth.reduce(0, +)) / 300, absolute: 0.06))
    }

    @Test("Subtypes keep the answers of independent workers, the same for the same seed")
    func subtypes() throws {
        let (votes, truth) = Self.simulated(seed: 16)
        let plain = try #require(WorkerModel(votes: votes))
        let method = WorkerModel.Method.enhancedBayes(right: 4, wrong: 1, subtypes: 3, restarts: 2, seed: 2)
        let model = try #require(WorkerModel(votes: votes, method: method, tolerance: 1e-3))
        func right(_ model: WorkerModel) -> Int { truth.indices.count { model.label(item: $0) == truth[$0] } }
        #expect(right(model) >= right(plain) - 6)
        #expect(model == WorkerModel(votes: votes, method: method, tolerance: 1e-3))
        #expect(isClose(model.prevalence.reduce(0, +), 1))
        for row in model.errorRates(worker: 3) { #expect(isClose(row.reduce(0, +), 1)) }
        for item in 0..<model.items { #expect(isClose(model.probabilities(item: item).reduce(0, +), 1)) }
    }

    @Test("With one subtype and many items the enhanced model is the independent one but for its prior")
    func oneSubtype() throws {
        let (votes, truth) = Self.simulated(seed: 17)
        let plain = try #require(WorkerModel(votes: votes))
        let method = WorkerModel.Method.enhancedBayes(right: 4, wrong: 1, subtypes: 1, restarts: 5, seed: 1)
        let model = try #require(WorkerModel(votes: votes, method: method))
        let different = truth.indices.count { model.label(item: $0) != plain.label(item: $0) }
        #expect(different <= 3)
        for worker in 0..<6 {
            #expect(isClose(model.accuracy(worker: worker), plain.accuracy(worker: worker), absolute: 0.01))
        }
    }

    @Test("Every table is a set of probabilities")
    func normalised() throws {
        let (votes, _) = Self.simulated(seed: 12)
        for method in [WorkerModel.Method.dawidSkene(smoothing: 0.01), .independentBayes(right: 4, wrong: 1)] {
            let model = try #require(WorkerModel(votes: votes, method: method))
            #expect(isClose(model.prevalence.reduce(0, +), 1))
            for item in 0..<model.items { #expect(isClose(model.probabilities(item: item).reduce(0, +), 1)) }
            for worker in 0..<model.workers {
                for row in model.errorRates(worker: worker) { #expect(isClose(row.reduce(0, +), 1)) }
            }
        }
    }

    @Test("The order of the votes and of the workers does not matter")
    func permutation() throws {
        var (votes, _) = Self.simulated(seed: 13)
        let model = try #require(WorkerModel(votes: votes))
        var generator = SplitMix64(seed: 14)
        votes.shuffle(using: &generator)
        let other = try #require(
            WorkerModel(votes: votes.map { WorkerVote(item: $0.item, worker: 5 - $0.worker, label: $0.label) })
        )
        for item in 0..<model.items {
            #expect(isClose(other.probabilities(item: item)[0], model.probabilities(item: item)[0], absolute: 1e-9))
        }
        #expect(isClose(other.accuracy(worker: 0), model.accuracy(worker: 5), absolute: 1e-9))
    }

    @Test("Items without votes have no label, and the prevalence as their probabilities")
    func unrated() throws {
        let votes = [WorkerVote(item: 0, worker: 0, label: 1), WorkerVote(item: 2, worker: 0, label: 1)]
        let model = try #require(WorkerModel(votes: votes))
        #expect(model.items == 3 && model.workers == 1 && model.classes == 2)
        #expect(model.label(item: 1) == nil && model.label(item: 0) == 1)
        #expect(model.probabilities(item: 1)[1] > 0.5)
    }

    @Test("A single class, a single vote and one round do not trap")
    func degenerate() throws {
        let single = try #require(WorkerModel(votes: [WorkerVote(item: 0, worker: 0, label: 0)]))
        #expect(single.label(item: 0) == 0 && single.probabilities(item: 0) == [1])
        #expect(single.accuracy(worker: 0) == 1)
        let (votes, _) = Self.simulated(seed: 15)
        let hasty = try #require(WorkerModel(votes: votes, maximumIterations: -3))
        #expect(hasty.iterations == 1 && !hasty.hasConverged)
    }

    @Test("What cannot be fitted is nil")
    func undefined() {
        #expect(WorkerModel(votes: []) == nil)
        #expect(WorkerModel(votes: [WorkerVote(item: -1, worker: 0, label: 0)]) == nil)
        #expect(WorkerModel(votes: [WorkerVote(item: .max, worker: 0, label: 0)]) == nil)
        #expect(WorkerModel(votes: [WorkerVote(item: 0, worker: 0, label: .max)]) == nil)
        #expect(WorkerModel(votes: [WorkerVote(item: 0, worker: 1 << 20, label: 5000)]) == nil)
        let vote = WorkerVote(item: 0, worker: 0, label: 0)
        #expect(WorkerModel(votes: [vote], method: .dawidSkene(smoothing: 0)) == nil)
        #expect(WorkerModel(votes: [vote], method: .independentBayes(right: .nan, wrong: 1)) == nil)
        for subtypes in [0, -1, .max] {
            let method = WorkerModel.Method.enhancedBayes(
                right: 4,
                wrong: 1,
                subtypes: subtypes,
                restarts: 1,
                seed: 0
            )
            #expect(WorkerModel(votes: [vote], method: method) == nil)
        }
    }
}
