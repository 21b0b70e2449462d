import AssayCore
import AssayPlugins
import Testing

@Suite("What a tool of a plugin says while it works")
struct CallSignalTests {
    private static let extensions = """
        static const assay_host_progress *progress(void) { return the_host->get_extension(the_host, ASSAY_EXT_PROGRESS); }
        static const assay_host_usage *usage(void) { return the_host->get_extension(the_host, ASSAY_EXT_USAGE); }
        """

    private func signals(_ invoke: String) async throws -> [ToolSignal] {
        let tool = try PluginSource(
            declarations: Self.extensions,
            invoke: "(void)progress; (void)usage;\n\(invoke)\nreturn ANSWER(\"{}\");"
        ).tool()
        let recorder = SignalRecorder<ToolSignal>()
        _ = try await tool.answer(signals: recorder)
        return recorder.signals
    }

    @Test("Progress arrives, clamped to its range, and NaN is dropped")
    func progress() async throws {
        let signals = try await signals(
            """
            progress()->report(call, 0.25, assay_text_of("reading"));
            progress()->report(call, -3, (assay_text){0, 0});
            progress()->report(call, 1e300, (assay_text){0, 5});
            progress()->report(call, 0.0 / 0.0, assay_text_of("x"));
            """
        )
        #expect(
            signals == [
                .progress(fraction: 0.25, message: "reading"), .progress(fraction: 0, message: ""),
                .progress(fraction: 1, message: ""),
            ]
        )
    }

    @Test("Usage arrives with the fields that are known")
    func usage() async throws {
        let signals = try await signals(
            """
            assay_usage report = {sizeof(assay_usage), ASSAY_USAGE_TOKENS | ASSAY_USAGE_COST, 12, 0.5, 99};
            usage()->report(call, &report);
            report.fields = ASSAY_USAGE_TIME;
            usage()->report(call, &report);
            report.fields = 0;
            usage()->report(call, &report);
            """
        )
        #expect(signals == [.usage(Usage(tokens: 12, costUSD: 0.5)), .usage(Usage(timeMS: 99))])
    }

    @Test("Usage that is negative, NaN or infinite is dropped with a warning and the rest is kept")
    func implausibleUsage() async throws {
        let signals = try await signals(
            """
            assay_usage report = {sizeof(assay_usage), 7, -1, 0.0 / 0.0, 3};
            usage()->report(call, &report);
            """
        )
        #expect(
            signals == [
                .warning("the tool reported a negative or infinite tokens; it is left out"),
                .warning("the tool reported a negative or infinite cost; it is left out"), .usage(Usage(timeMS: 3)),
            ]
        )
        let infinite = try await self.signals(
            "assay_usage report = {sizeof(assay_usage), 2, 0, 1e300 * 1e300, 0}; usage()->report(call, &report);"
        )
        #expect(infinite == [.warning("the tool reported a negative or infinite cost; it is left out")])
    }

    @Test("A usage report that is null or too small is dropped with a warning")
    func brokenUsage() async throws {
        let signals = try await signals(
            """
            assay_usage report = {8, 7, 1, 1, 1};
            usage()->report(call, &report);
            usage()->report(call, 0);
            """
        )
        #expect(
            signals
                == Array(repeating: .warning("the tool reported its usage wrongly; the report is left out"), count: 2)
        )
    }

    @Test("Events of the tool's own arrive with their data, and warnings as warnings")
    func events() async throws {
        let signals = try await signals(
            #"""
            call->emit(call, assay_text_of("round.done"), assay_text_of("{\"round\":1}"));
            call->emit(call, assay_text_of("warning"), assay_text_of("\"few rows\""));
            call->emit(call, assay_text_of("warning"), assay_text_of("7"));
            """#
        )
        #expect(
            signals == [
                .custom(name: "round.done", data: ["round": 1]), .warning("few rows"),
                .custom(name: "warning", data: 7),
            ]
        )
    }

    @Test(
        "A malformed event is refused and the user is told",
        arguments: [
            #"assay_text_of(""), assay_text_of("1")"#, #"assay_text_of("a b"), assay_text_of("1")"#,
            #"assay_text_of("a"), assay_text_of("{1}")"#, #"assay_text_of("a"), assay_text_of("")"#,
            #"(assay_text){0, 3}, assay_text_of("1")"#, #"assay_text_of("a"), (assay_text){0, 3}"#,
            #"assay_text_of("a"), (assay_text){"1", UINT64_MAX}"#, #"(assay_text){"a", 65}, assay_text_of("1")"#,
            #"assay_text_of("a"), (assay_text){"1", 65537}"#,
        ]
    )
    func malformedEvents(arguments: String) async throws {
        let signals = try await signals("if (!call->emit(call, \(arguments))) return 1;")
        #expect(signals == [.warning("the tool sent an event that is malformed or too large; it is left out")])
    }

    @Test("A flood of signals ends at a limit and the user is told once")
    func flood() async throws {
        let signals = try await signals(
            """
            int refused = 0;
            for (int i = 0; i < 20000; i++) refused += call->emit(call, assay_text_of("e"), assay_text_of("1")) != 0;
            if (refused != 10000) return 1;
            """
        )
        #expect(signals.count == 10_001)
        #expect(signals.last == .warning("the tool sent over 10000 signals in one call; the rest is left out"))
    }

    @Test("Signals and output may come from another thread while the call runs")
    func otherThread() async throws {
        let tool = try PluginSource(
            includes: "#include <pthread.h>",
            declarations: #"""
                static void *work(void *data) {
                    const assay_call *call = data;
                    call->emit(call, assay_text_of("from_thread"), assay_text_of("true"));
                    ANSWER("{}");
                    return 0;
                }
                """#,
            invoke: """
                pthread_t thread;
                if (pthread_create(&thread, 0, work, (void *)call)) return 1;
                return pthread_join(thread, 0);
                """
        ).tool()
        let recorder = SignalRecorder<ToolSignal>()
        #expect(try await tool.answer(signals: recorder) == [:])
        #expect(recorder.signals == [.custom(name: "from_thread", data: true)])
    }
}
