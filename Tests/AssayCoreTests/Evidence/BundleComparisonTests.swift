import AssayCore
import AssayStatistics
import Testing

@Suite("Comparing bundles")
struct BundleComparisonTests {
    private static func bundle(
        _ answers: [Value?],
        tool: String = "sorter",
        request: Value = ["q": 1],
        schema: Value? = nil,
        firstSeed: Int = 100
    ) throws -> EvidenceBundle {
        var options = BundleOptions(k: answers.count)
        options.outputSchema = schema
        let replicates = Answers.replicates(answers).map { replicate in
            Replicate(
                index: replicate.index,
                seed: UInt64(firstSeed + replicate.index),
                data: replicate.data,
                failure: replicate.failure
            )
        }
        let execution = ExecutionRecord(runID: "run", traceID: "", executor: "in_process", maxParallel: 1)
        return try BundleBuilder(
            tool: ToolDescriptor(name: tool, version: "1.0.0"),
            request: request,
            options: options
        ).bundle(replicates: replicates, ending: .finished, elapsedMS: 1, execution: execution)
    }

    private static func compare(
        _ first: [Value?],
        _ second: [Value?],
        alpha: Double = 0.05
    ) throws -> BundleComparison {
        try BundleComparison(bundle(first), bundle(second, firstSeed: 900), alpha: alpha)
    }

    @Test("Equal answers give no difference, and every p-value is 1")
    func equal() throws {
        let answers = Answers.field(Answers.votes(6, 3))
        let comparison = try Self.compare(answers, answers)
        #expect(!comparison.isDifferent)
        #expect(comparison.fields.map(\.path) == ["x"])
        #expect(comparison.fields[0].comparison.adjustedPValue == 1)
        #expect(comparison.fields[0].comparison.effects[0].value == 0)
        #expect(comparison.provenance.isEmpty)
    }

    @Test("Other shares of classes are a difference, whose size is the distance of the shares")
    func shares() throws {
        let comparison = try Self.compare(Answers.field(Answers.votes(10, 2)), Answers.field(Answers.votes(2, 10)))
        #expect(comparison.isDifferent)
        let field = comparison.fields[0]
        #expect(isClose(field.comparison.effects[0].value, 8.0 / 12))
        #expect(field.classes.map(\.value) == ["a", "b"])
        #expect(field.classes.map(\.first) == [10, 2])
        #expect(field.classes.map(\.second) == [2, 10])
        #expect(field.role == .key)
    }

    @Test("A shift of measurements is a difference with an interval")
    func measurements() throws {
        let first = Answers.field((0..<15).map { .number(10.25 + Double($0) / 64) })
        let second = Answers.field((0..<15).map { .number(11.25 + Double($0) / 64) })
        let field = try Self.compare(first, second).fields[0]
        #expect(field.role == .measurement)
        #expect(field.comparison.isDifferent())
        #expect(field.comparison.effects[0].value == 1)
        #expect(field.comparison.effects[0].low.map { $0 < 1 } == true)
        #expect(isClose(field.means.first, 10.25 + 7.0 / 64))
        #expect(field.classes.isEmpty)
    }

    @Test("A field that one bundle lacks is a difference for classes and for measurements")
    func missing() throws {
        let first = [Value?](repeating: ["x": "a", "m": 1.5], count: 8)
        let second = [Value?](repeating: ["x": "a"], count: 8)
        let comparison = try Self.compare(first, second)
        #expect(comparison.fields.map(\.path) == ["m", "x"])
        #expect(comparison.fields[0].comparison.isDifferent())
        #expect(comparison.fields[0].classes.map(\.first) == [8, 0])
        #expect(!comparison.fields[1].comparison.isDifferent())
        #expect(comparison.isDifferent)
    }

    @Test("P-values are adjusted for the number of fields")
    func adjusted() throws {
        func answers(_ counts: Int, _ other: Int) -> [Value?] {
            Answers.votes(counts, other).map { vote in
                vote.map { ["a": $0, "b": 1, "c": 1, "d": 1] }
            }
        }
        let comparison = try Self.compare(answers(7, 1), answers(2, 6))
        let field = try #require(comparison.fields.first { $0.path == "a" })
        let plain = try #require(field.comparison.result?.pValue)
        #expect(isClose(field.comparison.adjustedPValue, min(1, 4 * plain)))
        #expect(plain < 0.05)
        #expect(!comparison.isDifferent)
    }

    /// Each pair of runs has one distribution; every difference found is a false alarm.
    @Test("Runs of one and the same thing are called different no more often than the error rate")
    func falseAlarms() throws {
        var generator = SplitMix64(seed: 77)
        let (alpha, pairs) = (0.2, 150)
        var alarms = 0
        for _ in 0..<pairs {
            func answers() -> [Value?] {
                (0..<8).map { _ in
                    [
                        "a": .integer(Int64.random(in: 0...2, using: &generator)),
                        "b": .integer(Int64.random(in: 0...1, using: &generator)),
                        "m": .number(Double.random(in: 0..<1, using: &generator)),
                    ]
                }
            }
            if try Self.compare(answers(), answers(), alpha: alpha).isDifferent { alarms += 1 }
        }
        #expect(Double(alarms) <= alpha * Double(pairs))
    }

    @Test("What differs in how the bundles came about is said")
    func provenance() throws {
        let answers = Answers.field(Answers.votes(4))
        let other = try Self.bundle(answers, tool: "guesser", request: ["q": 2])
        #expect(
            try BundleComparison(Self.bundle(answers), other).provenance == ["different tools", "different requests"]
        )
        let sameSeeds = try BundleComparison(Self.bundle(answers), Self.bundle(answers))
        #expect(sameSeeds.provenance.allSatisfy { $0.hasPrefix("4 seeds are in both runs") })
    }

    @Test("Failed replicates are not compared, and without a valid answer there is nothing to say")
    func failures() throws {
        let half = Answers.field(Answers.votes(4)) + [Answers.failed]
        #expect(try Self.compare(half, half).counts == (4, 4))
        #expect(throws: AssayError.self) { try Self.compare(half, [Answers.failed]) }
        #expect(throws: AssayError.self) { try Self.compare(half, half, alpha: 0) }
    }

    @Test("The smallest p-value tells when runs are too small")
    func smallest() throws {
        let two = try Self.compare(Answers.field(Answers.votes(2)), Answers.field(Answers.votes(2)))
        #expect(isClose(two.smallestPValue, 1.0 / 6))
        let many = [Value?](repeating: ["x": "a"], count: 300)
        #expect(try Self.compare(many, many).smallestPValue < 1e-9)
    }
}
