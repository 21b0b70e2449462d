import AssayCore
import Testing

@Suite("Consensus")
struct ConsensusTests {
    @Test("Each field has its strict leader")
    func leaders() throws {
        let summary = try Answers.summary([["x": 1, "y": "a"], ["x": 1, "y": "b"], ["x": 2, "y": "b"]])
        #expect(summary.consensus == ["x": 1, "y": "b"])
        #expect(summary.observed == true)
        #expect(!summary.tied)
        #expect(try summary.field("x").votes == 2)
        #expect(try summary.field("y").distinct == 2)
    }

    @Test("A plurality short of half is enough to lead")
    func plurality() throws {
        let summary = try Answers.summary(Answers.votes(2, 1, 1, 1))
        #expect(summary.consensus == "a")
        #expect(try summary.field("$").votes == 2)
    }

    @Test("A tie is reported and not broken, whichever answer came first")
    func tie() throws {
        for answers in [["a", "b"], ["b", "a"], ["a", "b", "b", "a"]] as [[Value?]] {
            let summary = try Answers.summary(answers)
            #expect(summary.tied)
            #expect(summary.consensus == .null)
            #expect(summary.observed == nil)
            #expect(try summary.field("$").tied)
            #expect(try summary.field("$").consensus == Value?.none)
        }
    }

    @Test("A tied field is null in the consensus, the others keep their leaders")
    func tiedField() throws {
        let summary = try Answers.summary([["x": 1, "y": "a"], ["x": 1, "y": "b"]])
        #expect(summary.consensus == ["x": 1, "y": .null])
        #expect(summary.tied)
        #expect(try !summary.field("x").tied)
        #expect(summary.observed == nil)
    }

    @Test("Two classes behind the leader may be equal without a tie")
    func tieBehind() throws {
        let summary = try Answers.summary(Answers.votes(3, 2, 2))
        #expect(!summary.tied)
        #expect(summary.consensus == "a")
    }

    @Test("A composite that nobody gave says so")
    func notObserved() throws {
        let answers: [Value?] = [["a": 1, "b": 1, "c": 2], ["a": 1, "b": 2, "c": 1], ["a": 2, "b": 1, "c": 1]]
        let summary = try Answers.summary(answers)
        #expect(summary.consensus == ["a": 1, "b": 1, "c": 1])
        #expect(summary.observed == false)
        #expect(summary.medoid == "r1")
    }

    @Test("A composite that every answer adds something of its own to was given by nobody")
    func notObservedBare() throws {
        let summary = try Answers.summary([["a": 1, "x": 1], ["a": 1, "y": 1], ["a": 1, "z": 1]])
        #expect(summary.consensus == ["a": 1])
        #expect(summary.observed == false)
    }

    @Test("A field to ignore does not keep a composite from having been given")
    func observedBesideIgnored() throws {
        let schema: Value = ["properties": ["id": ["x-assay": ["role": "ignore"]]]]
        let summary = try Answers.summary([["a": 1, "id": 7], ["a": 1, "id": 8]], schema: schema)
        #expect(summary.consensus == ["a": 1])
        #expect(summary.observed == true)
    }

    @Test("Numbers were given when an answer stands where their median does")
    func observedMeasurement() throws {
        let together: [Value?] = [["m": 10.1, "k": "a"], ["m": 10.2, "k": "a"], ["m": 30.5, "k": "b"]]
        #expect(try Answers.summary(together).observed == true)
        #expect(try Answers.summary([10.5, 20.5]).observed == false)
    }

    @Test("The largest class of numbers does not stand in for the median")
    func medianOutsideLargestClass() throws {
        let answers: [Value?] = [
            ["m": 1.5, "k": "b"], ["m": 1.5, "k": "b"], ["m": 10.5, "k": "a"], ["m": 20.5, "k": "b"],
            ["m": 30.5, "k": "c"],
        ]
        let summary = try Answers.summary(answers)
        #expect(summary.consensus == ["m": 10.5, "k": "b"])
        #expect(summary.observed == false)
    }

    @Test("A field that most answers lack is not in the consensus")
    func mostlyAbsent() throws {
        let summary = try Answers.summary([["x": 1, "y": 1], ["x": 1], ["x": 1]])
        #expect(summary.consensus == ["x": 1])
        #expect(try summary.field("y").consensus == Value?.none)
        #expect(summary.observed == true)
    }

    @Test("A field that half of the answers have is in the consensus")
    func halfPresent() throws {
        #expect(try Answers.summary([["x": 1, "y": 2], ["x": 1]]).consensus == ["x": 1, "y": 2])
    }

    @Test("An answer that does not count has no vote")
    func invalidAnswers() throws {
        var replicates = Answers.replicates([["x": 1], ["x": 2], ["x": 2]])
        replicates[1].failure = AssayError(.badOutput, "breaks the schema")
        replicates[2].failure = AssayError(.badOutput, "breaks the schema")
        let summary = try Summarizer(schema: nil, horizon: 3).summarize(replicates)
        #expect(summary.consensus == ["x": 1])
        #expect(try summary.field("x").votes == 1)
    }

    @Test("More than one valid replicate gives a consensus (S3-33)", arguments: [1, 2, 3, 5])
    func severalValid(count: Int) throws {
        let answers = [Value?](repeating: ["x": 1], count: count) + [Answers.failed]
        #expect(try Answers.summary(answers).consensus == ["x": 1])
    }

    @Test("Integers and the same numbers written with a fraction are one answer")
    func numberSpelling() throws {
        let summary = try Answers.summary([1, 1.0, .number(1), 2])
        #expect(try summary.field("$").votes == 3)
        #expect(summary.consensus == 1)
    }

    @Test("Two spellings of one character are two answers")
    func canonicalEquivalence() throws {
        #expect(try Answers.summary(["\u{E9}", "e\u{301}"]).field("$").distinct == 2)
    }
}

@Suite("Medoids")
struct MedoidTests {
    @Test("The medoid is the replicate nearest to all others")
    func record() throws {
        #expect(try Answers.summary([10, 11, 13]).medoid == "r2")
        #expect(try Answers.summary([["x": 1, "y": 1], ["x": 1, "y": 2], ["x": 9, "y": 2]]).medoid == "r2")
    }

    @Test("Of several replicates equally near the first is the medoid")
    func firstOfSeveral() throws {
        #expect(try Answers.summary(["a", "b"]).medoid == "r1")
        #expect(try Answers.summary(["a", "b", "b"]).medoid == "r2")
    }

    @Test("Near is the mean over the answers a replicate can be compared with")
    func comparable() throws {
        #expect(try Answers.summary([["a": 10], ["a": 5, "b": 100], ["b": 65], ["b": 154]]).medoid == "r2")
    }

    @Test("A replicate without a valid answer is never the medoid")
    func validOnly() throws {
        #expect(try Answers.summary([Answers.failed, 1, Answers.failed]).medoid == "r2")
    }

    @Test("Texts that nearly agree are one class, and their medoid speaks for them")
    func text() throws {
        let base = String(repeating: "abcdefghij", count: 7)
        let first = "X" + base.dropFirst()
        let last = String(base.dropLast()) + "Y"
        let other = String(repeating: "0123456789", count: 7)
        let summary = try Answers.summary([first, base, last, other].map { .string($0) })
        #expect(try summary.field("$").role == .text)
        #expect(try summary.field("$").distinct == 2)
        #expect(try summary.field("$").votes == 3)
        #expect(summary.consensus == .string(base))
        #expect(isClose(summary.confidence.value, 0.83953054526271004964))
        #expect(isClose(try summary.matrix()[0][2], 2.0 / 70))
    }
}
