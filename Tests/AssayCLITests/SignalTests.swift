import AssayCore
import Foundation
import Testing

@Suite("Signals")
struct SignalTests {
    private static let slow = ["--k", "6", "--stop", "never", "--max-parallel", "1", "--events", "-"]

    @Test(
        "An interrupt ends a run with what was answered until then in --out",
        arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)]
    )
    func interrupted(signal: Int32, code: Int32) async throws {
        let place = try Workplace()
        let result = try await place.assay(
            Workplace.probe("answer_twice_then_sleep") + Self.slow + ["--out", "b.json"],
            interference: .signals([signal], afterEach: #""replicate":"r3","seed""#)
        )
        #expect(result.code == code)
        #expect(result.signal == nil)
        #expect(result.errors.contains("assay: interrupted; go on with: assay extend b.json --k 0 --out b.json"))
        let names = try result.lines.compactMap { $0["event"]?.string }
        #expect(names.contains("cancelled"))
        #expect(names.last == "bundle_ready")
        let bundle = try Value(json: place.folder.text("b.json"))
        #expect(bundle["outcome"] == "partial")
        #expect(bundle["meta"]?["ended_by"] == "cancelled")
        let valid = try #require(bundle["replicates"]?.array).filter { $0["quality"]?["valid"] == true }
        #expect(valid.count == 2)
        #expect(try await place.assay(["show", "b.json"]).code == 0)
    }

    @Test("A tool that does not stop is left behind, and the partial bundle is written all the same")
    func stubbornTool() async throws {
        let place = try Workplace()
        let result = try await place.assay(
            Workplace.probe("stubborn") + Self.slow + ["--out", "b.json"],
            interference: .signals([SIGINT], afterEach: "replicate_started")
        )
        #expect(result.code == 130)
        #expect(try Value(json: place.folder.text("b.json"))["meta"]?["ended_by"] == "cancelled")
    }

    @Test("A second interrupt ends the program at once, and leaves no half-written file")
    func secondInterrupt() async throws {
        let place = try Workplace()
        try CPlugin(
            invoke: """
                fputs("at work\\n", stderr);
                while (!call->is_cancelled(call)) usleep(1000);
                fputs("at work\\n", stderr);
                for (;;) usleep(1000);
                """
        ).build(in: place.folder)
        // What the plugin prints is the signal to interrupt it, so it must print for itself.
        let plugin = ["--trust", "--plugin", "libsample.so"]
        let words = ["run", "sample", "--request", "{}", "--k", "1", "--out", "b.json"] + plugin
        let result = try await place.assay(words, interference: .signals([SIGINT, SIGINT], afterEach: "at work"))
        #expect(result.code == 130)
        #expect(result.signal == nil)
        #expect(place.folder.names.allSatisfy { !$0.hasSuffix(".part") })
    }

    @Test("Verification can be interrupted as well")
    func interruptedVerification() async throws {
        let place = try Workplace()
        try CPlugin(name: "sample").build(in: place.folder)
        let words = ["--trust", "--plugin", "libsample.so"]
        _ = try await place.assay(["run", "sample", "--request", "{}", "--k", "1", "--out", "b.json"] + words)
        // The same tool in name and version, which now never answers.
        try CPlugin(
            name: "sample",
            invoke: #"fputs("at work\n", stderr); while (!call->is_cancelled(call)) usleep(1000); return 1;"#
        ).build(in: place.folder)
        let result = try await place.assay(
            ["verify", "b.json"] + words,
            interference: .signals([SIGINT], afterEach: "at work")
        )
        #expect(result.code == 130)
        #expect(result.output.isEmpty)
    }
}
