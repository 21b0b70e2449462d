import AssayCore
import Testing

@Suite("assay run on a plugin that breaks under some seeds")
struct CrashingPluginTests {
    /// Answers under seeds divisible by four; under the others it ends the process, spins, or overflows its stack.
    private static let plugin = CPlugin(
        invoke: #"""
            if (call->seed % 4 == 1) exit(0);
            if (call->seed % 4 == 2) for (volatile long i = 0;; i++) {}
            if (call->seed % 4 == 3) {
                fprintf(stderr, "going\033[1m deep\n");
                return deeper(1);
            }
            return call->write_output(call, "{\"value\":1}", 11);
            """#,
        declarations: """
            static int deeper(volatile int depth) {
                volatile char room[4096];
                room[0] = (char)depth;
                return deeper(depth + 1) + room[0];
            }
            """
    )

    @Test("Failed replicates say what happened, the good ones stand, and the last words of a crash are shown")
    func partial() async throws {
        let place = try Workplace(hasPlugins: false)
        try Self.plugin.build(in: place.folder)
        let result = try await place.assay([
            "run", "sample", "--plugin", "libsample.so", "--request", "{}", "--seeds", "0,1,2,3,4,5,6,7,8",
            "--stop", "never", "--timeout", "4s", "--json", "--events", "events.jsonl",
        ])
        let bundle = try result.json
        let replicates = try #require(bundle["replicates"]?.array)
        let codes: [Value?] = [nil, "plugin_exited", "timeout", "plugin_crashed"]
        #expect(replicates.map { $0["error"]?["code"] } == (0..<9).map { codes[$0 % 4] })
        for place in [0, 4, 8] { #expect(replicates[place]["data"] == ["value": 1]) }
        #expect(bundle["outcome"] == "partial")
        #expect(bundle["summary"]?["consensus"] == ["value": 1])
        #expect(bundle["execution"]?["sandbox"] == "on")
        #expect(result.errors.hasSuffix("failed; the last its plugin wrote to stderr:\ngoing\u{FFFD}[1m deep\n"))
        let events = try place.folder.text("events.jsonl").jsonLines
        let told = events.compactMap { $0["data"]?["data"]?["stderr_tail"] }
        #expect(told == ["going\u{1B}[1m deep\n", "going\u{1B}[1m deep\n"])
    }
}
