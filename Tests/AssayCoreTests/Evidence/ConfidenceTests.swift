import AssayCore
import Testing

/// Expected probabilities were computed with 40 digits from the definitions.
@Suite("Confidence and stability of votes")
struct ConfidenceTests {
    @Test(
        "Confidence is 1 − I½(c₁ + ½, c₂ + ½)",
        arguments: [
            (1, 1, 0.5), (2, 0, 0.92441318157838756205), (3, 0, 0.96685449973622631826),
            (2, 1, 0.71220659078919378103), (3, 1, 0.83953054526271004964), (3, 2, 0.66976527263135502482),
            (5, 2, 0.87186678766868243532), (6, 3, 0.84100037446298152172), (10, 3, 0.97608044330507725603),
            (12, 0, 0.99996272892518554606), (40, 17, 0.99898437086253011738),
        ]
    )
    func confidence(leader: Int, runnerUp: Int, expected: Double) throws {
        let summary = try Answers.summary(Answers.votes(leader, runnerUp))
        #expect(isClose(summary.confidence.value, expected))
        #expect(try summary.field("$").votes == leader)
    }

    @Test("Only the two leading classes count")
    func thirdClass() throws {
        let summary = try Answers.summary(Answers.votes(3, 1, 1))
        #expect(isClose(summary.confidence.value, 0.83953054526271004964))
    }

    @Test("Without two valid answers there is no confidence, and the reason says so")
    func tooFew() throws {
        for answers in [[1], [Answers.failed, 1, Answers.failed]] as [[Value?]] {
            let confidence = try Answers.summary(answers).confidence
            #expect(confidence.value == nil)
            #expect(confidence.reason?.contains("fewer than 2") == true)
        }
    }

    @Test("Without any valid answer nothing is defined, and each reason says so")
    func nothingValid() throws {
        for answers in [[], [Answers.failed, Answers.failed]] as [[Value?]] {
            let summary = try Answers.summary(answers, k: 2)
            #expect(summary.confidence == .undefined("no valid replicate"))
            #expect(summary.stability == .undefined("no valid replicate"))
            #expect(summary.consensus == .null)
            #expect(summary.observed == nil)
            #expect(summary.medoid == nil)
            #expect(summary.fields.isEmpty)
            #expect(!summary.certificate.isCertified)
            #expect(summary.certificate.reason != nil)
        }
    }

    @Test("Correctness cannot be read off replicates")
    func correctness() throws {
        for answers in [Answers.votes(12), [1], [Answers.failed]] as [[Value?]] {
            let correctness = try Answers.summary(answers).correctness
            #expect(correctness.value == nil)
            #expect(correctness.reason?.contains("not identifiable") == true)
        }
    }

    @Test("Fewer than K valid answers have the confidence of their votes alone")
    func failuresDoNotVote() throws {
        let summary = try Answers.summary(Answers.votes(2, 1) + [Answers.failed, Answers.failed])
        #expect(isClose(summary.confidence.value, 0.71220659078919378103))
    }

    @Test("The bundle is as sure as the least sure of its fields")
    func minimum() throws {
        let answers: [Value?] = [["x": "a", "y": 1], ["x": "a", "y": 2], ["x": "a", "y": 1]]
        let summary = try Answers.summary(answers, k: 8)
        #expect(try summary.confidence == summary.field("y").confidence)
        #expect(try summary.stability == summary.field("y").stability)
        #expect(isClose(summary.confidence.value, 0.71220659078919378103))
        #expect(isClose(try summary.field("x").confidence.value, 0.96685449973622631826))
    }

    @Test("A field that most answers lack does not lower the bundle's confidence")
    func rareField() throws {
        let answers: [Value?] = [["x": 1], ["x": 1, "y": 1], ["x": 1]]
        let summary = try Answers.summary(answers)
        #expect(isClose(summary.confidence.value, 0.96685449973622631826))
        #expect(try summary.field("y").confidence.value == nil)
    }

    @Test("A field that most answers have does, even when some lack it")
    func commonField() throws {
        let summary = try Answers.summary([["x": 1, "y": 1], ["x": 1, "y": 2], ["x": 1]])
        #expect(summary.confidence.value == 0.5)
        #expect(summary.stability.value == 0.5)
    }

    @Test("A field that is undefined makes the bundle undefined, and the reason names the field")
    func undefinedField() throws {
        let summary = try Answers.summary([["x": 1, "y": 1.5], ["x": 1, "y": 2.5]])
        #expect(summary.confidence.value == nil)
        #expect(summary.confidence.reason?.hasPrefix("y: ") == true)
    }

    @Test("Answers without a common field leave nothing to be confident about, and the reason says so")
    func noCommonField() throws {
        let summary = try Answers.summary([["x": 1], ["y": 1], ["z": 1]])
        #expect(summary.confidence.value == nil)
        #expect(summary.confidence.reason?.contains("most answers") == true)
    }
}

extension ConfidenceTests {
    @Test(
        "Stability is the chance that the leader of the first draws leads after all K",
        arguments: [
            ([1], 2, 0.9), ([1], 10, 0.84005251714230042403), ([2], 10, 0.94853271943055224789),
            ([3], 10, 0.98565675810257853602), ([4], 10, 0.99697980038537314079), ([3, 1], 10, 0.90164324839247439867),
            ([3, 1, 1], 10, 0.92188616337223148369), ([2, 1], 4, 0.83333333333333333333),
            ([5, 2, 1], 20, 0.93005369933083143851), ([4, 1, 1, 1], 40, 0.93307359532680470432),
        ] as [([Int], Int, Double)]
    )
    func stability(counts: [Int], k: Int, expected: Double) throws {
        var answers: [Value?] = []
        for (label, count) in counts.enumerated() { answers += [Value?](repeating: Value(label), count: count) }
        #expect(isClose(try Answers.summary(answers, k: k).stability.value, expected, within: 1e-11))
    }

    @Test("A replicate that failed has drawn: it counts for nobody and cannot draw again")
    func failureAsDraw() throws {
        let stability = try Answers.summary(Answers.votes(2) + [Answers.failed], k: 10).stability
        #expect(isClose(stability.value, 0.95821756502871053955, within: 1e-11))
    }

    @Test("Stability is 1 exactly when the remaining replicates cannot overturn the lead")
    func decided() throws {
        for leader in 1...6 {
            for runnerUp in 0..<leader {
                for remaining in 0...7 {
                    let answers = Answers.votes(leader, runnerUp)
                    let stability = try Answers.summary(answers, k: answers.count + remaining).stability.value
                    #expect((stability == 1) == (leader - runnerUp > remaining), "\(leader) \(runnerUp) \(remaining)")
                    #expect(stability.map { $0 > 0.5 && $0 <= 1 } == true)
                }
            }
        }
    }

    @Test("A tie is as likely to end one way as the other")
    func tie() throws {
        for remaining in [0, 1, 5] {
            #expect(try Answers.summary(Answers.votes(2, 2), k: 4 + remaining).stability.value == 0.5)
        }
        #expect(try Answers.summary(Answers.votes(2, 2)).confidence.value == 0.5)
    }

    @Test("One replicate of one is all there is: stable, but nothing to be confident about")
    func single() throws {
        let summary = try Answers.summary([["x": 1]])
        #expect(summary.stability.value == 1)
        #expect(summary.confidence.value == nil)
        #expect(summary.consensus == ["x": 1])
        #expect(summary.observed == true)
        #expect(summary.medoid == "r1")
        #expect(summary.disagreements.isEmpty)
        #expect(try summary.matrix() == [[0]])
    }

    @Test("The overview while a run goes on says what the summary says")
    func overview() throws {
        let answers: [[Value?]] = [
            Answers.votes(3, 1), [1.5, 1.75, 1.25], [Answers.failed], [["x": 1, "y": 2], ["x": 1], ["x": 1]],
        ]
        for answers in answers {
            let summarizer = try Summarizer(schema: nil, horizon: 10)
            let replicates = Answers.replicates(answers)
            let (confidence, stability) = summarizer.overview(replicates)
            let summary = summarizer.summarize(replicates)
            #expect(confidence == summary.confidence)
            #expect(stability == summary.stability)
        }
    }
}
