import AssayCore
import Testing

@Suite("What must not matter to a summary")
struct SummaryInvarianceTests {
    /// What depends on counts alone, by field.
    private func counts(_ summary: BundleSummary) -> [String] {
        summary.fields.map {
            "\($0.path) \($0.role) \($0.present) \($0.votes) \($0.distinct) \($0.tied) \($0.weight)"
        }
    }

    private func close(_ left: Quantified, _ right: Quantified) -> Bool {
        guard let left = left.value, let right = right.value else { return left.value == right.value }
        return abs(left - right) < 1e-12
    }

    @Test("The order of the replicates", arguments: 1...25)
    func permutation(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let answers = RandomAnswers.records(count: Int.random(in: 1...24, using: &generator), using: &generator)
        let order = answers.indices.shuffled(using: &generator)
        let original = try Answers.summary(answers, k: 30)
        let shuffled = try Answers.summary(order.map { answers[$0] }, k: 30)
        #expect(counts(original) == counts(shuffled))
        #expect(close(original.confidence, shuffled.confidence))
        #expect(close(original.stability, shuffled.stability))
        #expect(original.tied == shuffled.tied)
        #expect(original.observed == shuffled.observed)
        #expect(original.consensus == shuffled.consensus)
        let (left, right) = (try original.matrix(), try shuffled.matrix())
        for (i, from) in order.enumerated() {
            for (j, to) in order.enumerated() { #expect(left[from][to] == right[i][j]) }
        }
        #expect(original.distributions.map(\.quantiles) == shuffled.distributions.map(\.quantiles))
        #expect(original.distributions.map(\.mean) == shuffled.distributions.map(\.mean))
    }

    @Test("The classes of a disagreement, whatever the order of the replicates", arguments: 1...10)
    func permutedDisagreements(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 1000 + seed)
        let answers = RandomAnswers.votes(count: 25, using: &generator)
        func classes(_ answers: [Value?]) throws -> Set<String> {
            let found = try Answers.summary(answers).disagreements.flatMap(\.classes)
            return Set(found.map { "\($0.value.canonicalJSON) \($0.count)" })
        }
        #expect(try classes(answers) == classes(answers.shuffled(using: &generator)))
    }

    @Test("Seeds, times, usage and notes of the replicates")
    func sidelines() throws {
        let plain = Answers.replicates(Answers.votes(3, 1))
        let decorated = plain.map { replicate in
            Replicate(
                index: replicate.index,
                seed: replicate.seed &* 7,
                data: replicate.data,
                quality: Replicate.Quality(warnings: ["odd"]),
                usage: Usage(tokens: 5),
                elapsedMS: 9,
                model: "m"
            )
        }
        let summarizer = try Summarizer(schema: nil, horizon: 4)
        #expect(summarizer.summarize(plain) == summarizer.summarize(decorated))
    }

    @Test("What the labels are called")
    func relabelling() throws {
        let names: [Value: Value] = ["a": "north", "b": "south", "c": .null, "d": true]
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20 {
            let answers = RandomAnswers.votes(count: 15, using: &generator)
            let left = try Answers.summary(answers, k: 20)
            let right = try Answers.summary(answers.map { $0.flatMap { names[$0] } }, k: 20)
            #expect(counts(left) == counts(right))
            #expect(left.confidence == right.confidence)
            #expect(left.stability == right.stability)
            #expect(left.certificate == right.certificate)
            #expect(left.pairwiseDistance == right.pairwiseDistance)
        }
    }

    @Test("A further field on which all agree")
    func unanimousField() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<20 {
            let answers = RandomAnswers.votes(count: 12, using: &generator)
            let left = try Answers.summary(answers.map { $0.map { ["x": $0] } }, k: 15)
            let right = try Answers.summary(answers.map { $0.map { ["x": $0, "y": 1] } }, k: 15)
            #expect(left.confidence.value == right.confidence.value)
            #expect(left.stability.value == right.stability.value)
            #expect(left.disagreements == right.disagreements)
        }
    }

    @Test("The unit of a measurement")
    func unit() throws {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<20 {
            let values = (0..<9).map { _ in Double.random(in: 1...1.4, using: &generator) }
            let left = try Answers.summary(values.map { .number($0) }, k: 20)
            let right = try Answers.summary(values.map { .number($0 * 1024) }, k: 20)
            #expect(close(left.confidence, right.confidence))
            #expect(close(left.stability, right.stability))
            #expect(
                left.disagreement("$")?.classes.map(\.replicateIDs)
                    == right.disagreement("$")?.classes.map(\.replicateIDs)
            )
        }
    }
}

@Suite("What more evidence does to a summary")
struct SummaryGrowthTests {
    @Test("A further vote for the leader raises confidence and never lowers stability")
    func furtherVote() throws {
        for leader in 2...12 {
            for runnerUp in 0..<leader {
                let before = try Answers.summary(Answers.votes(leader, runnerUp), k: 30)
                let after = try Answers.summary(Answers.votes(leader + 1, runnerUp), k: 30)
                #expect(try #require(before.confidence.value) < #require(after.confidence.value))
                #expect(try #require(before.stability.value) <= #require(after.stability.value))
            }
        }
    }

    @Test("A further vote against the leader lowers confidence and stability")
    func dissent() throws {
        for leader in 3...12 {
            for runnerUp in 0..<(leader - 1) {
                let before = try Answers.summary(Answers.votes(leader, runnerUp), k: 40)
                let after = try Answers.summary(Answers.votes(leader, runnerUp + 1), k: 40)
                #expect(try #require(before.confidence.value) > #require(after.confidence.value))
                #expect(try #require(before.stability.value) > #require(after.stability.value))
            }
        }
    }

    @Test("The same answers twice leave consensus and distances, and make it surer")
    func doubled() throws {
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<20 {
            let answers = RandomAnswers.votes(count: 11, using: &generator)
            let once = try Answers.summary(answers)
            let twice = try Answers.summary(answers + answers)
            #expect(once.consensus == twice.consensus)
            #expect(once.tied == twice.tied)
            #expect(try #require(once.confidence.value) <= #require(twice.confidence.value))
            let (left, right) = (try once.matrix(), try twice.matrix())
            for i in 0..<11 { #expect(left[i] == Array(right[i + 11].prefix(11))) }
        }
    }

    @Test("Equal replicates are at distance 0 and unanimous", arguments: [2, 3, 12])
    func duplicates(count: Int) throws {
        let answer: Value = ["x": "a", "list": [1, 2], "deep": ["y": true]]
        let summary = try Answers.summary([Value?](repeating: answer, count: count))
        #expect(try summary.matrix().joined().allSatisfy { $0 == 0 })
        #expect(summary.consensus == answer)
        #expect(summary.disagreements.isEmpty)
        #expect(summary.medoid == "r1")
        #expect(summary.fields.allSatisfy { $0.votes == count && $0.distinct == 1 })
        #expect(
            isClose(
                summary.confidence.value,
                [2: 0.92441318157838756205, 3: 0.96685449973622631826][count] ?? 0.99996272892518554606
            )
        )
    }
}

@Suite("Numbers in a summary")
struct SummaryNumbersTests {
    private static let extremes: [[Value?]] = [
        [1e308, -1e308, 1e308], [.number(.leastNonzeroMagnitude), 0, .number(-0.0)], [1.7976931348623157e308, 1.5],
        [0.1, 0.1, 0.1],
        [.integer(.max), .integer(.min)], [.unsigned(.max), 1, 1.5], [1e-300, 1e300, 0.5, -0.5],
        [["x": 1e308, "y": [0.5, -1e308]], ["x": -1e308, "y": [.number(.leastNonzeroMagnitude), 1e308]]],
        [Answers.failed], [],
    ]

    /// Every number of a document, however deep.
    private func numbers(_ value: Value) -> [Double] {
        switch value {
        case .array(let elements): elements.flatMap(numbers)
        case .object(let object): object.values.flatMap(numbers)
        default: value.double.map { [$0] } ?? []
        }
    }

    @Test(
        "No summary holds a number that is not finite, and every probability is in 0 … 1",
        arguments: extremes.indices
    )
    func finite(index: Int) throws {
        let answers = Self.extremes[index]
        for k in [max(1, answers.count), answers.count + 7] {
            let summary = try Answers.summary(answers, k: k)
            for quantity in [summary.confidence, summary.stability]
                + summary.fields.flatMap({ [$0.confidence, $0.stability] })
            {
                #expect((quantity.value == nil) == (quantity.reason?.isEmpty == false))
                #expect(quantity.value.map { $0 >= 0 && $0 <= 1 } ?? true)
            }
            if case .matrix(let rows) = summary.pairwiseDistance {
                #expect(rows.joined().allSatisfy { $0.map { $0 >= 0 && $0 <= 1 } ?? true })
            }
            #expect(summary.fields.allSatisfy { $0.mean?.isFinite ?? true })
        }
    }

    @Test("A document holds finite numbers only", arguments: extremes.indices)
    func finiteDocument(index: Int) throws {
        let bundle = try Bundles.bundle(Self.extremes[index], k: max(1, Self.extremes[index].count))
        #expect(numbers(try Value(json: bundle.json)).allSatisfy(\.isFinite))
        #expect(try EvidenceBundle(decoding: Value(json: bundle.json)) == bundle)
    }

    @Test("Where there is no number there is a reason, and only there (law 3)")
    func reasons() throws {
        let schema: Value = ["properties": ["x": ["x-assay": ["role": "ignore"]]]]
        let cases: [([Value?], Value?)] = [
            ([], nil), ([Answers.failed], nil), ([1], nil), ([1, 1], nil), ([1.5], nil), ([["x": 1]], schema),
            ([[:]], nil),
        ]
        for (answers, schema) in cases {
            let summary = try Answers.summary(answers, k: 4, schema: schema)
            for quantity in [summary.confidence, summary.stability, summary.correctness] {
                #expect((quantity.value == nil) == (quantity.reason?.isEmpty == false))
            }
        }
    }
}
