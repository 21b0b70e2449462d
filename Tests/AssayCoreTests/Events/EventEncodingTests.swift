import AssayCore
import Testing

@Suite("Events on the wire")
struct EventEncodingTests {
    /// One event of every kind; the first nine are those of S3-34.
    static let kinds: [Event.Kind] = [
        .toolStarted(tool: "sorter", version: "1.2.0", k: 3, stopRule: "stability(0.2)"),
        .replicateStarted(replicate: "r1", seed: .max),
        .replicateDone(replicate: "r1", isValid: true, elapsedMS: 5, error: nil),
        .partialSummary(replicates: 2, valid: 2, confidence: 0.924, stability: nil),
        .bundleReady(outcome: .partial, replicates: 3, digest: "9f2c"),
        .warning(message: "the list was long", replicate: "r2"),
        .error(AssayError(.badOutput, "breaks its schema", isRetryable: true), replicate: "r3"),
        .timeout(replicate: nil),
        .cancelled,
        .progress(replicate: "r1", fraction: 0.5, message: "half"),
        .tool(replicate: "r1", name: "swap", data: ["i": 1]),
    ]

    private static func event(_ index: Int, _ kind: Event.Kind) -> Event {
        Event(
            runID: "run-1",
            traceID: String(repeating: "0a", count: 16),
            sequence: index,
            elapsedMS: Int64(10 * index),
            kind: kind
        )
    }

    private static let names = [
        "tool_started", "replicate_started", "replicate_done", "partial_summary", "bundle_ready", "warning", "error",
        "timeout", "cancelled", "progress", "tool_event",
    ]

    @Test("Each kind has its name (S3-34)", arguments: kinds.indices)
    func name(index: Int) {
        let event = Self.event(index, Self.kinds[index])
        #expect(event.name == Self.names[index])
        #expect(event.encoded["event"] == .string(Self.names[index]))
    }

    @Test("Every event is stamped with run, trace, number and time", arguments: kinds.indices)
    func stamp(index: Int) throws {
        let encoded = Self.event(index, Self.kinds[index]).encoded
        #expect(
            try Array(#require(encoded.object).keys) == [
                "data", "elapsed_ms", "event", "run_id", "sequence", "trace_id",
            ]
        )
        #expect(encoded["run_id"] == "run-1")
        #expect(encoded["trace_id"]?.string?.count == 32)
        #expect(encoded["sequence"] == Value(index))
        #expect(encoded["elapsed_ms"] == Value(10 * index))
        #expect(encoded["data"]?.object != nil)
    }

    @Test("The lines of an event file are those of the golden file, to the byte")
    func golden() throws {
        let lines = Self.kinds.enumerated().map { Self.event($0, $1).encoded.canonicalJSON + "\n" }
        #expect(try lines.joined() == PackageFiles.text("Tests/AssayCoreTests/Data/golden-events.jsonl"))
    }

    @Test("What is not known is null")
    func unknown() {
        #expect(Self.event(0, Self.kinds[3]).encoded["data"]?["stability"] == .null)
        #expect(Self.event(0, Self.kinds[7]).encoded["data"] == ["replicate": .null])
        let odd = Self.event(0, .progress(replicate: "r1", fraction: .nan, message: "")).encoded
        #expect(odd["data"]?["fraction"] == .null)
    }

    @Test("Seeds that other readers would round are decimal strings")
    func seeds() {
        #expect(Self.event(0, Self.kinds[1]).encoded["data"]?["seed"] == "18446744073709551615")
        let small = Self.event(0, .replicateStarted(replicate: "r1", seed: 11))
        #expect(small.encoded["data"]?["seed"] == 11)
    }

    @Test("Only the commonplace of single replicates may be dropped")
    func droppable() {
        let droppable = Self.kinds.enumerated().filter { Self.event($0, $1).isDroppable }.map { Self.names[$0.offset] }
        #expect(droppable == ["replicate_started", "replicate_done", "progress", "tool_event"])
        let failed = Event.Kind.replicateDone(replicate: "r1", isValid: false, elapsedMS: 1, error: .timeout)
        #expect(!Self.event(0, failed).isDroppable)
    }
}
