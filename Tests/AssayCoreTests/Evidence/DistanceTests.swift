import AssayCore
import Testing

@Suite("Distances between answers")
struct DistanceTests {
    private func distance(_ left: Value, _ right: Value) throws -> Double? {
        try Answers.summary([left, right]).matrix()[0][1]
    }

    @Test("The matrix is symmetric with a zero diagonal, and every distance is in 0 … 1")
    func shape() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<30 {
            let answers = RandomAnswers.records(count: 12, using: &generator)
            let rows = try Answers.summary(answers).matrix()
            #expect(rows.count == 12)
            for (i, row) in rows.enumerated() {
                #expect(row.count == 12)
                #expect(row[i] == (answers[i] == Answers.failed ? nil : 0))
                for (j, distance) in row.enumerated() {
                    #expect(rows[j][i] == distance)
                    #expect(distance.map { $0 >= 0 && $0 <= 1 } ?? true)
                }
            }
        }
    }

    @Test("An invalid replicate has no distance to anyone (S3-33)")
    func invalid() throws {
        let rows = try Answers.summary([1, Answers.failed, 1]).matrix()
        #expect(rows == [[0, nil, 0], [nil, nil, nil], [0, nil, 0]])
    }

    @Test("An invalid replicate has no distance although it gave something (S3-33)")
    func invalidWithData() throws {
        var replicates = Answers.replicates([1, 1, 1])
        replicates[0].failure = AssayError(.badOutput, "breaks the schema")
        let rows = try Summarizer(schema: nil, horizon: 3).summarize(replicates).matrix()
        #expect(rows == [[nil, nil, nil], [nil, 0, 0], [nil, 0, 0]])
    }

    @Test("Distances are graded, not equal or different (S3-33)")
    func graded() throws {
        #expect(isClose(try distance(["x": 10, "y": "a"], ["x": 5, "y": "b"]), 0.75))
        #expect(isClose(try distance(["x": 10, "y": "a"], ["x": 5, "y": "a"]), 0.25))
        #expect(isClose(try distance(2.5, 2), 0.2))
    }

    @Test("Elements of an array share the weight of one field")
    func sharedWeight() throws {
        #expect(isClose(try distance(["a": [1, 2], "b": "x"], ["a": [1, 3], "b": "x"]), 1.0 / 12))
    }

    @Test("Arrays of different lengths are aligned: a gap costs 1, a pair its distance, over the longer length")
    func alignment() throws {
        #expect(isClose(try distance([1, 2, 3, 4], [1, 2, 4]), 0.25))
        #expect(isClose(try distance([1, 2], [1, 4, 9]), 0.5))
        #expect(try distance([], [1]) == 1)
    }

    @Test("Inside a value compared as a whole, a key that one side lacks is a difference")
    func objectsInArrays() throws {
        let (left, right): (Value, Value) = ([["a": 1]], [["a": 1, "b": 2], 3])
        #expect(isClose(try distance(left, right), 0.75))
        #expect(isClose(try distance(right, left), 0.75))
    }

    @Test("Fields that one answer lacks are skipped")
    func skipped() throws {
        #expect(try distance(["x": 1], ["x": 1, "y": 2]) == 0)
        #expect(isClose(try distance(["x": 1, "z": 1], ["x": 2, "y": 2]), 0.5))
    }

    @Test("Answers without a common field have no distance")
    func nothingInCommon() throws {
        let summary = try Answers.summary([["x": 1], ["y": 1]])
        #expect(try summary.matrix() == [[0, nil], [nil, 0]])
        let overview = summary.pairwiseDistance.overview
        #expect(overview.mean == nil)
        #expect(overview.maximum == nil)
        #expect(overview.pairs == 0)
    }

    @Test("A null is at 1 from any value, absence is no distance")
    func nullAndAbsence() throws {
        #expect(isClose(try distance(["x": .null, "y": 1], ["x": 0, "y": 1]), 0.5))
        #expect(try distance(["y": 1], ["x": 0, "y": 1]) == 0)
    }

    @Test("Numbers of opposite sign and values of different type are at 1")
    func farthest() throws {
        #expect(try distance(-1, 1) == 1)
        #expect(try distance("1", 1) == 1)
        #expect(try distance([1], ["a": 1]) == 1)
    }

    @Test("Mean and largest distance run over the pairs of valid replicates")
    func overview() throws {
        let overview = try Answers.summary(["a", "a", Answers.failed, "b"]).pairwiseDistance.overview
        #expect(isClose(overview.mean, 2.0 / 3))
        #expect(overview.maximum == 1)
        #expect(overview.pairs == 3)
    }

    @Test("Deep nesting still gives a distance in 0 … 1")
    func deepNesting() throws {
        var left: Value = ["x"]
        var right: Value = ["y", "z"]
        for _ in 0..<100 {
            left = [left, 1]
            right = [right]
        }
        #expect(try distance(left, right).map { $0 >= 0 && $0 <= 1 } == true)
    }
}

@Suite("Certificates")
struct CertificateTests {
    @Test(
        "The fewest votes without dissent that certify",
        arguments: [(0.2, 5), (0.1, 6), (0.05, 7), (0.01, 10)]
    )
    func needed(delta: Double, votes: Int) throws {
        let summarizer = try Summarizer(schema: nil, horizon: 20, delta: delta)
        let short = summarizer.summarize(Answers.replicates(Answers.votes(votes - 1))).certificate
        let enough = summarizer.summarize(Answers.replicates(Answers.votes(votes))).certificate
        #expect(short.needed == votes)
        #expect(!short.isCertified)
        #expect(short.reason != nil)
        #expect(enough.isCertified)
        #expect(enough.reason == nil)
        #expect(enough.votes == votes)
        #expect(enough.delta == delta)
        #expect(!enough.method.isEmpty)
    }

    @Test("A run too short to certify says so rather than giving a number")
    func cannotCertify() throws {
        let certificate = try Answers.summary(Answers.votes(5)).certificate
        #expect(!certificate.isCertified)
        #expect(certificate.reason?.hasPrefix("cannot certify with k=5") == true)
    }

    @Test("A tie is never certified")
    func tie() throws {
        #expect(try !Answers.summary(Answers.votes(40, 40)).certificate.isCertified)
    }

    @Test("A bundle is certified only when its least supported field is")
    func weakestField() throws {
        let strong = [Value?](repeating: ["x": 1, "y": 1], count: 12)
        let mixed = strong.dropLast(4) + [Value?](repeating: ["x": 1, "y": 2], count: 4)
        #expect(try Answers.summary(strong).certificate.isCertified)
        #expect(try !Answers.summary(Array(mixed)).certificate.isCertified)
        #expect(try Answers.summary(Array(mixed)).certificate.votes == 8)
    }

    @Test("Measurements have no votes to certify")
    func measurement() throws {
        let certificate = try Answers.summary([1.5, 1.5, 1.5]).certificate
        #expect(!certificate.isCertified)
        #expect(certificate.reason == "no field with votes")
    }
}
