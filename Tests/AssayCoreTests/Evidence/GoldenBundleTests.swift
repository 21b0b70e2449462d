import AssayCore
import Testing

/// The golden file was checked by hand against an independent computation; any change of it is a change of the format.
@Suite("The golden bundle")
struct GoldenBundleTests {
    private static let path = "Tests/AssayCoreTests/Data/golden-bundle.json"

    /// Three answers and a timeout: one field all agree on, one with a lead of one vote, one measurement.
    static func bundle() throws -> EvidenceBundle {
        let options = BundleOptions(k: 4)
        var replicates = [
            ["label": "a", "score": 1.5, "size": 2], ["label": "a", "score": 1.75, "size": 2],
            ["label": "b", "score": 1.25, "size": 2], Answers.failed,
        ].enumerated().map { (index: Int, answer: Value?) in
            Replicate(index: index, seed: options.seed(at: index), data: answer, elapsedMS: Int64(5 + index))
        }
        replicates[0].usage = Usage(tokens: 12, costUSD: 0.25, timeMS: 4)
        replicates[1].quality.warnings = ["the list was short"]
        replicates[3].failure = AssayError(.timeout, "no answer within 8 ms", isRetryable: true)
        return try BundleBuilder(tool: Bundles.tool, request: Bundles.request, options: options, task: "sort")
            .bundle(replicates: replicates, ending: .finished, elapsedMS: 12, execution: Bundles.execution())
    }

    @Test("A small bundle is written as it always was, to the byte")
    func written() throws {
        #expect(try Self.bundle().json == PackageFiles.text(Self.path))
    }

    @Test("A stored bundle is read as it always was")
    func read() throws {
        let stored = try EvidenceBundle(decoding: Value(jsonBytes: PackageFiles.bytes(Self.path)))
        #expect(try stored == Self.bundle())
        #expect(stored.json == (try PackageFiles.text(Self.path)))
    }
}
