import AssayCore
import Testing

@Suite("Answers made to be costly")
struct HostileAnswerTests {
    private static func summary(_ answers: [Value]) throws -> BundleSummary {
        let replicates = answers.enumerated().map { Replicate(index: $0, seed: UInt64($0), data: $1) }
        return try Summarizer(schema: nil, horizon: answers.count).summarize(replicates)
    }

    @Test("Huge arrays of different lengths are the same or not, and that is said")
    func hugeArrays() throws {
        let answers = (0..<3).map { place in Value.array((0..<300_000 + place).map { Value($0) }) }
        let summary = try Self.summary(answers)
        #expect(summary.pairwiseDistance.overview.mean == 1)
        #expect(summary.truncations.contains { $0.contains("too large to measure") })
    }

    @Test("Huge texts are the same or not, and that is said")
    func hugeTexts() throws {
        let text = String(repeating: "lorem ipsum\n", count: 100_000)
        let summary = try Self.summary([.string(text), .string(text + "x"), .string(text)])
        #expect(summary.pairwiseDistance.overview.maximum == 1)
        #expect(summary.fields[0].votes == 2)
        #expect(summary.truncations.contains { $0.contains("too large to measure") })
    }

    @Test("Many long texts are measured over fewer replicates, and that is said")
    func manyLongTexts() throws {
        let answers = (0..<400).map {
            Value.string(String(repeating: "one and the same beginning\n", count: 300) + "\($0)")
        }
        let summary = try Self.summary(answers)
        guard case .summary(let mean?, _, let pairs) = summary.pairwiseDistance else {
            Issue.record("the distances must be a summary of a sample")
            return
        }
        #expect(mean > 0 && mean < 1)
        #expect(pairs < 400 * 399 / 2)
        #expect(summary.truncations.contains { $0.contains("evenly spaced") })
    }

    @Test("More than 1,000 long texts are estimated from as many as can be afforded, without landmarks")
    func sampledLongTexts() throws {
        let answers = (0..<1100).map {
            Value.string(String(repeating: "one and the same beginning\n", count: 300) + "\($0)")
        }
        let summary = try Self.summary(answers)
        guard case .estimate(let estimate) = summary.pairwiseDistance else {
            Issue.record("the distances must be estimated")
            return
        }
        let mean = try #require(estimate.mean)
        #expect(mean.value > 0 && mean.value < mean.margin && mean.margin < 1)
        #expect(estimate.pairs < 1000)
        #expect(estimate.landmarks.isEmpty)
        #expect(estimate.maximum == nil)
        #expect(summary.medoid != nil)
    }
}
