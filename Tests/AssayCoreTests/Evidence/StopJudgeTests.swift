import AssayCore
import AssayStatistics
import Testing

@Suite("Stopping")
struct StopJudgeTests {
    private func verdict(_ answers: [Value?], _ rule: any StoppingRule, k: Int, schema: Value? = nil) throws
        -> StopJudge.Verdict
    {
        try StopJudge(rule: rule, outputSchema: schema, horizon: k).verdict(Answers.replicates(answers))
    }

    private static let rules: [any StoppingRule] = [
        StabilityRule(epsilon: 0.2), StabilityRule(epsilon: 0.02), StabilityRule(epsilon: 0), LeadRule(votes: 3),
        UnanimousRule(votes: 3), BetaRule(threshold: 0.95), WindowRule(size: 4), CurtailedRule(), NeverRule(),
    ]

    @Test("A run with all its replicates stops, whatever the rule", arguments: rules.indices)
    func horizon(index: Int) throws {
        #expect(try verdict(["a", "b", "c"], Self.rules[index], k: 3) == .stop)
        #expect(try verdict([Answers.failed], Self.rules[index], k: 1) == .stop)
    }

    @Test("The rule `never` asks for all that remain")
    func never() throws {
        #expect(try verdict(Answers.votes(9), NeverRule(), k: 40) == .goOn(atLeast: 31))
    }

    @Test("A lead of three stops, a lead of two asks for one more")
    func lead() throws {
        #expect(try verdict(Answers.votes(3), LeadRule(votes: 3), k: 10) == .stop)
        #expect(try verdict(Answers.votes(3, 1), LeadRule(votes: 3), k: 10) == .goOn(atLeast: 1))
        #expect(try verdict(Answers.votes(2, 2), LeadRule(votes: 3), k: 10) == .goOn(atLeast: 3))
    }

    @Test("Never more are asked for than remain")
    func remaining() throws {
        #expect(try verdict(Answers.votes(2, 2), LeadRule(votes: 9), k: 6) == .goOn(atLeast: 2))
    }

    @Test("The default rule stops after two of three that agree")
    func defaultRule() throws {
        let rule = BundleOptions().stoppingRule
        #expect(rule.name == "stability(0.2)")
        #expect(try verdict(["a", "a"], rule, k: 3) == .stop)
        #expect(try verdict(["a", "b"], rule, k: 3) == .goOn(atLeast: 1))
    }

    @Test("With ε = 0 a run stops exactly when the lead cannot be overturned")
    func exact() throws {
        for leader in 1...6 {
            for runnerUp in 0..<leader {
                for remaining in 1...7 {
                    let stops = try verdict(
                        Answers.votes(leader, runnerUp),
                        StabilityRule(epsilon: 0),
                        k: leader + runnerUp + remaining
                    )
                    #expect((stops == .stop) == (leader - runnerUp > remaining))
                }
            }
        }
    }

    @Test("A rule that judges votes holds for every field with weight")
    func everyField() throws {
        let answers: [Value?] = [["x": 1, "y": 1], ["x": 1, "y": 2], ["x": 1, "y": 1]]
        #expect(try verdict(answers, LeadRule(votes: 3), k: 10) == .goOn(atLeast: 2))
        let schema: Value = ["properties": ["y": ["x-assay": ["weight": 0]]]]
        #expect(try verdict(answers, LeadRule(votes: 3), k: 10, schema: schema) == .stop)
    }

    @Test("The field that needs most decides how many are asked for")
    func neediestField() throws {
        let answers: [Value?] = [["x": 1, "y": 1, "z": 1], ["x": 1, "y": 2, "z": 1]]
        #expect(try verdict(answers, LeadRule(votes: 3), k: 10) == .goOn(atLeast: 3))
    }

    @Test("A field that most answers have must hold, even when some lack it")
    func commonField() throws {
        let answers: [Value?] = [["x": 1, "y": 1], ["x": 1, "y": 2], ["x": 1]]
        #expect(try verdict(answers, LeadRule(votes: 3), k: 10) == .goOn(atLeast: 3))
    }

    @Test("A field that most answers lack does not keep a run going")
    func rareField() throws {
        let answers: [Value?] = [["x": 1], ["x": 1, "y": 2], ["x": 1]]
        #expect(try verdict(answers, LeadRule(votes: 3), k: 10) == .stop)
    }

    @Test("Rules of votes leave measurements aside, and never hold where there is nothing else")
    func measurements() throws {
        #expect(try verdict([1.5, 1.5, 1.5], LeadRule(votes: 3), k: 10) == .goOn(atLeast: 7))
        let answers = [Value?](repeating: ["x": 1, "m": 2.5], count: 3)
        #expect(try verdict(answers, LeadRule(votes: 3), k: 10) == .stop)
    }

    @Test("Stability judges measurements as well")
    func stableMeasurement() throws {
        #expect(try verdict([1.5, 1.5, 1.5], StabilityRule(epsilon: 0.1), k: 10) == .stop)
        #expect(try verdict([1.5, 1.75, 1.25], StabilityRule(epsilon: 0.1), k: 10) != .stop)
    }

    @Test("A run of which nothing valid is known asks for as many as could end it")
    func nothingValid() throws {
        #expect(try verdict([], LeadRule(votes: 3), k: 10) == .goOn(atLeast: 3))
        #expect(try verdict([Answers.failed, Answers.failed], LeadRule(votes: 3), k: 10) == .goOn(atLeast: 3))
        #expect(try verdict([], LeadRule(votes: 30), k: 10) == .goOn(atLeast: 10))
    }

    @Test("A bad annotation is refused before anything runs")
    func badAnnotation() throws {
        #expect(throws: AssayError.self) {
            try StopJudge(rule: NeverRule(), outputSchema: ["x-assay": ["role": "no"]], horizon: 3)
        }
    }
}

extension StopJudgeTests {
    @Test("A verdict is a function of the prefix", arguments: rules.indices)
    func prefix(index: Int) throws {
        var generator = SeededGenerator(seed: UInt64(index) + 40)
        let replicates = Answers.replicates(RandomAnswers.records(count: 20, using: &generator))
        let judge = try StopJudge(rule: Self.rules[index], outputSchema: nil, horizon: 20)
        for count in 0...20 {
            #expect(judge.verdict(replicates.prefix(count)) == judge.verdict(Array(replicates[..<count])))
        }
    }

    @Test("What is asked for is the fewest equal answers that end the run", arguments: rules.indices)
    func fewest(index: Int) throws {
        var generator = SeededGenerator(seed: UInt64(index) + 90)
        for _ in 0..<15 {
            let k = Int.random(in: 2...25, using: &generator)
            let answers = RandomAnswers.votes(count: Int.random(in: 1..<k, using: &generator), using: &generator)
            guard case .goOn(let asked) = try verdict(answers, Self.rules[index], k: k) else { continue }
            let field = try Answers.summary(answers).fields.first
            guard let field, !field.tied, field.consensus != nil else { continue }
            // Not always those of the leader: a block of a window may be unanimous for another one.
            let known = Set(answers)
            let found = try (1...(k - answers.count)).first { more in
                try known.contains { answer in
                    try verdict(answers + [Value?](repeating: answer, count: more), Self.rules[index], k: k) == .stop
                }
            }
            #expect(asked == found, "\(Self.rules[index].name) of \(k)")
        }
    }

    @Test("A run that stability ends has that stability in its summary, failures included")
    func agreesWithSummary() throws {
        var generator = SeededGenerator(seed: 123)
        var stopped = 0
        for _ in 0..<300 {
            let k = Int.random(in: 3...30, using: &generator)
            let epsilon = [0.2, 0.1, 0.05, 0.02][Int.random(in: 0..<4, using: &generator)]
            let answers = RandomAnswers.votes(count: Int.random(in: 1..<k, using: &generator), using: &generator)
            let stops = try verdict(answers, StabilityRule(epsilon: epsilon), k: k) == .stop
            let stability = try Answers.summary(answers, k: k).stability.value
            let hasTwo = answers.count { $0 != nil } >= 2
            #expect(stops == (hasTwo && stability.map { $0 >= 1 - epsilon } ?? false))
            stopped += stops ? 1 : 0
        }
        #expect(stopped > 30)
    }

    @Test("No rule ends a run before two answers are valid (S3-23)", arguments: rules.indices)
    func twoAnswers(index: Int) throws {
        let rule = Self.rules[index]
        for answers in [[], [1], [1, Value?.none], [Value?.none, 1, Value?.none]] as [[Value?]] {
            let verdict = try verdict(answers, rule, k: 10)
            #expect(verdict != .stop)
        }
        #expect(try verdict([1], StabilityRule(epsilon: 0.5), k: 10) == .goOn(atLeast: 1))
        #expect(try verdict([], StabilityRule(epsilon: 0.5), k: 10) == .goOn(atLeast: 2))
    }

    @Test("Runs are judged after each of the first 256 replicates, then at every 2 % of growth")
    func judgementPoints() {
        for count in 1...256 { #expect(StopJudge.judgement(from: count) == count) }
        var point = 256
        var points = 256
        while point < 1_000_000 {
            let next = StopJudge.judgement(from: point + 1)
            #expect(next > point && next <= point + max(1, point / 50))
            #expect(StopJudge.judgement(from: next) == next)
            point = next
            points += 1
        }
        #expect((600...800).contains(points))
    }
}
