import AssayCore
import AssayStatistics
import Testing

@Suite("assay calibrate --bundles")
struct CalibrateBundlesTests {
    /// Writes a bundle of a tool `judge` whose six answers agree in so many cases.
    private static func write(_ name: String, agreeing: Int, number: Int, in place: Workplace) throws {
        let replicates = (0..<6).map { index in
            Replicate(
                index: index,
                seed: UInt64(index),
                data: ["verdict": index < agreeing ? "yes" : "no", "question": Value(number)]
            )
        }
        let bundle = try BundleBuilder(
            tool: ToolDescriptor(name: "judge", version: "1.0.0"),
            request: ["question": Value(number)],
            options: BundleOptions(k: 6)
        )
        .bundle(
            replicates: replicates,
            ending: .finished,
            elapsedMS: 1,
            execution: ExecutionRecord(runID: "run", traceID: "", executor: "in_process", maxParallel: 1)
        )
        try place.folder.write(name, bundle.json)
    }

    private static func place(_ lines: String...) throws -> Workplace {
        let place = try Workplace(hasPlugins: false)
        try place.folder.folder("runs")
        try write("runs/a.json", agreeing: 5, number: 1, in: place)
        try place.folder.write("runs/l.jsonl", lines.joined(separator: "\n") + "\n")
        return place
    }

    @Test("Bundles beside the list, with the truth of one field, make a calibrator of their tool")
    func fitted() async throws {
        let place = try Self.place()
        var lines: [String] = []
        for number in 0..<40 {
            let agreeing = 4 + number % 3
            try Self.write("runs/\(number).json", agreeing: agreeing, number: number, in: place)
            let truth = number % 7 < agreeing - 1 ? "yes" : "no"
            lines.append(#"{"bundle":"\#(number).json","truth":{"verdict":"\#(truth)"}}"#)
        }
        try place.folder.write("runs/l.jsonl", lines.joined(separator: "\n"))
        let words = ["calibrate", "--bundles", "runs/l.jsonl", "--field", "verdict", "--out", "c.json", "--json"]
        let result = try await place.assay(words)
        #expect(result.code == 0, "\(result.errors)")
        let calibrator = try CorrectnessCalibrator(decoding: result.json)
        #expect(calibrator.count == 40)
        #expect(calibrator.tool == CorrectnessCalibrator.Tool(name: "judge", version: "1.0.0"))
        #expect(calibrator.event == "the consensus is correct in verdict")
        let shown = try await place.assay(["show", "runs/a.json", "--calibrator", "c.json", "--json"])
        #expect(try shown.json["summary"]?["correctness"]?.double == calibrator.curve.probability(5.0 / 6))
        let other = try await place.assay([
            "calibrate", "--bundles", "runs/l.jsonl", "--field", "verdict", "--tool", "x",
        ])
        #expect(other.code == 64)
        #expect(other.errors.contains("runs/l.jsonl, line 1: the bundle is of judge 1.0.0, the labels are of x"))
    }

    @Test(
        "A list that cannot be used is refused with file and line",
        arguments: [
            (#"{"bundle":"a.json"}"#, "a line is {\"bundle\": PATH, \"truth\": VALUE}"),
            (#"{"bundle":"a.json","truth":1,"note":2}"#, "and nothing else"),
            (#"{"bundle":"none.json","truth":1}"#, "runs/none.json cannot be read"),
            (#"{"bundle":"l.jsonl","truth":1}"#, "runs/l.jsonl: bundle"),
            (#"{"bundle":"a.json","truth":{"verdict":"yes"}}"#, "the truth lacks question, which counts"),
            ("{oops", "line 1: "),
        ]
    )
    func refused(line: String, message: String) async throws {
        let result = try await Self.place(line).assay(["calibrate", "--bundles", "runs/l.jsonl"])
        #expect(result.code == 2 || result.code == 64)
        #expect(result.errors.hasPrefix("assay: runs/l.jsonl, line 1: "), "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test("A bundle that is listed twice is refused, and so is an empty list")
    func twiceOrNone() async throws {
        let line = #"{"bundle":"a.json","truth":{"verdict":"yes","question":1}}"#
        let twice = try await Self.place(line, line).assay(["calibrate", "--bundles", "runs/l.jsonl"])
        #expect(twice.errors.contains("runs/l.jsonl, line 2: the bundle is there already"))
        let empty = try await Self.place().assay(["calibrate", "--bundles", "runs/l.jsonl"])
        #expect(empty.code == 2)
        #expect(empty.errors.contains("runs/l.jsonl is empty"))
    }
}
