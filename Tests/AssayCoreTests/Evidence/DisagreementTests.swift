import AssayCore
import Testing

@Suite("Disagreements")
struct DisagreementTests {
    @Test("Every class is listed, largest first, with the replicates that gave it (S3-32)")
    func classes() throws {
        let summary = try Answers.summary(["b", "a", "c", "a", "d", "a", "c"])
        let disagreement = try #require(summary.disagreement("$"))
        #expect(disagreement.classCount == 4)
        #expect(disagreement.classes.map(\.value) == ["a", "c", "b", "d"])
        #expect(disagreement.classes.map(\.count) == [3, 2, 1, 1])
        #expect(disagreement.classes.map(\.replicateIDs) == [["r2", "r4", "r6"], ["r3", "r7"], ["r1"], ["r5"]])
        #expect(disagreement.missing.isEmpty)
    }

    @Test("More than three different values are all listed (S3-33)")
    func notTruncatedToThree() throws {
        let answers = (0..<50).map { Value?.some(.integer($0)) }
        let disagreement = try #require(try Answers.summary(answers).disagreement("$"))
        #expect(disagreement.classes.map(\.value) == answers)
        #expect(disagreement.classes.flatMap(\.replicateIDs) == (1...50).map { "r\($0)" })
    }

    @Test("Fields on which all agree are not listed")
    func agreement() throws {
        let summary = try Answers.summary([["x": 1, "y": 1], ["x": 1, "y": 2]])
        #expect(summary.disagreements.map(\.field) == ["y"])
        #expect(try Answers.summary([["x": 1], ["x": 1]]).disagreements.isEmpty)
    }

    @Test("A field that some lack is a disagreement, and says who lacks it")
    func missing() throws {
        let summary = try Answers.summary([["x": 1, "y": 1], ["x": 1], Answers.failed, ["x": 1, "y": 1]])
        let disagreement = try #require(summary.disagreement("y"))
        #expect(disagreement.classCount == 1)
        #expect(disagreement.classes.first?.replicateIDs == ["r1", "r4"])
        #expect(disagreement.missing == ["r2"])
        #expect(summary.disagreements.count == 1)
    }

    @Test("A replicate without a valid answer disagrees with nobody")
    func invalid() throws {
        #expect(try Answers.summary([["x": 1], Answers.failed, ["x": 1]]).disagreements.isEmpty)
    }

    @Test("The counts of a field with the missing add up to the valid replicates")
    func total() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<50 {
            let answers = RandomAnswers.records(count: 20, using: &generator)
            let valid = answers.count { $0 != Answers.failed }
            for disagreement in try Answers.summary(answers).disagreements {
                #expect(disagreement.classes.reduce(0) { $0 + $1.count } + disagreement.missing.count == valid)
                #expect(disagreement.classes.count == disagreement.classCount)
                for valueClass in disagreement.classes { #expect(valueClass.replicateIDs.count == valueClass.count) }
            }
        }
    }

    @Test("What is over a thousand classes is counted, not listed")
    func manyClasses() throws {
        let answers = (0..<1500).map { Value?.some(.string("w\($0)")) }
        let disagreement = try #require(try Answers.summary(answers).disagreement("$"))
        #expect(disagreement.classes.count == 1000)
        #expect(disagreement.classCount == 1500)
    }

    @Test("Of a large class the first thousand replicates are named")
    func largeClass() throws {
        let disagreement = try #require(try Answers.summary(Answers.votes(1200, 1)).disagreement("$"))
        #expect(disagreement.classes.first?.count == 1200)
        #expect(disagreement.classes.first?.replicateIDs.count == 1000)
        #expect(disagreement.classes.first?.replicateIDs.last == "r1000")
    }
}
