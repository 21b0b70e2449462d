import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Testing

@Suite("S3-20: the tool gives one answer, the engine everything else")
struct EngineSuppliesTests {
    private static func options(_ k: Int, rootSeed: UInt64? = nil) -> BundleOptions {
        BundleOptions(k: k, rootSeed: rootSeed, stop: NeverRule())
    }

    /// Gives its answers one by one.
    private static func answering(_ answers: [Value], schema: Value? = nil) -> ScriptedTool {
        ScriptedTool(ToolDescriptor(name: "answers", outputSchema: schema, flags: .concurrent)) { call in
            ToolResult(answers[call.replicate])
        }
    }

    @Test("S3-20: consensus, distances, confidence, disagreements and certificate are computed from plain answers")
    func statistics() async throws {
        let answers: [Value] = [["letter": "a"], ["letter": "a"], ["letter": "b"], ["letter": "a"]]
        let summary = try await Fixtures.run(Self.answering(answers), Self.options(4)).summary
        #expect(summary.consensus == ["letter": "a"])
        #expect(!summary.tied && summary.observed == true && summary.medoid == "r1")
        #expect(summary.pairwiseDistance == .matrix([[0, 0, 1, 0], [0, 0, 1, 0], [1, 1, 0, 1], [0, 0, 1, 0]]))
        let confidence = try #require(summary.confidence.value)
        let modal = try #require(Confidence.modalAnswer(leader: 3, runnerUp: 1))
        #expect(abs(confidence - modal) < 1e-12)
        #expect(summary.stability.value == 1)
        #expect(summary.correctness.value == nil && summary.correctness.reason != nil)
        #expect((summary.certificate.votes, summary.certificate.isCertified) == (3, false))
        let disagreement = try #require(summary.disagreements.first)
        #expect((disagreement.field, summary.disagreements.count) == ("letter", 1))
        #expect(disagreement.classes.map(\.value) == ["a", "b"])
        #expect(disagreement.classes.map(\.replicateIDs) == [["r1", "r2", "r4"], ["r3"]])
    }

    @Test("S3-20: an answer that breaks the schema is kept but does not vote, and is at no distance from any other")
    func outputValidation() async throws {
        let schema: Value = ["type": "object", "properties": ["n": ["type": "integer"]], "required": ["n"]]
        let tool = Self.answering([["n": 5], ["n": "five"], ["n": 5]], schema: schema)
        let bundle = try await Fixtures.run(tool, Self.options(3))
        #expect(bundle.outcome == .partial)
        #expect(bundle.replicates.map(\.failure?.code) == [nil, .badOutput, nil])
        #expect(bundle.replicates[1].data == ["n": "five"])
        #expect(bundle.replicates.map(\.quality.errors.count) == [0, 1, 0])
        #expect(bundle.summary.consensus == ["n": 5])
        guard case .matrix(let rows) = bundle.summary.pairwiseDistance else {
            Issue.record("three answers have a matrix")
            return
        }
        #expect(rows.count == 3)
        #expect(try #require(rows.first) == [0, nil, 0])
    }

    @Test("S3-20: a request that breaks the schema never reaches the tool")
    func inputValidation() {
        let calls = Calls()
        let schema: Value = ["type": "object", "required": ["x"]]
        let tool = ScriptedTool(ToolDescriptor(name: "strict", inputSchema: schema)) { call in
            calls.note(call)
            return ToolResult([:])
        }
        let error = #expect(throws: AssayError.self) { _ = try Engine().start(tool, request: ["y": 1]) }
        #expect(error?.code == .invalidRequest)
        #expect(calls.count == 0)
    }

    @Test("S3-20: seeds are the engine's, each given once, to its replicate", arguments: [nil, 0, 99] as [UInt64?])
    func seeds(root: UInt64?) async throws {
        let calls = Calls()
        let tool = ScriptedTool("counted") { call in
            calls.note(call)
            return ["seed": Value(seed: call.seed)]
        }
        let bundle = try await Fixtures.run(tool, Self.options(12, rootSeed: root))
        let expected = SeedSequence(root: root).seeds(k: 12)
        #expect(bundle.replicates.map(\.seed) == expected)
        #expect(calls.all.sorted { $0.replicate < $1.replicate }.map(\.seed) == expected)
        let answers: [Value] = expected.map { ["seed": Value(seed: $0)] }
        #expect(bundle.replicates.compactMap(\.data) == answers)
        let one = try await Fixtures.run(tool, Self.options(1, rootSeed: root))
        #expect(one.replicates[0].data == bundle.replicates[0].data)
    }

    @Test("S3-20: the tool is given its own options over its defaults, and none of the run's")
    func ownOptions() async throws {
        let calls = Calls()
        let descriptor = ToolDescriptor(name: "tuned", defaultOptions: ["depth": 1, "loud": false])
        let tool = ScriptedTool(descriptor) { call in
            calls.note(call)
            return ToolResult(["a": 1])
        }
        let options: Object = ["k": 2, "stop": "never", "seeds": [7, 8], "timeout_ms": 60_000, "loud": true]
        let output = try await Reliable.orchestrator([tool]).run(
            request: [:],
            toolName: "tuned",
            toolOptions: options
        )
        #expect(Set(calls.all.map(\.options)) == [["depth": 1, "loud": true]])
        #expect(Set(calls.all.map(\.seed)) == [7, 8])
        #expect(output.bundle.meta.toolOptions == ["depth": 1, "loud": true])
    }
}
