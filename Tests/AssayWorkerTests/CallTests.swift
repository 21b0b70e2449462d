import Assay
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("Calls of a plugin in worker processes", .offPool)
struct CallTests {
    @Test("A plugin answers from another process")
    func answers() async throws {
        let tool = try Sample(
            invoke: """
                char text[64];
                call->write_output(call, text, snprintf(text, 64, "{\\"pid\\":%d,\\"seed\\":%d}", getpid(), (int)call->seed));
                return 0;
                """
        ).tool()
        let answer = try await tool.ask(seed: 7)
        #expect(answer["seed"] == 7)
        #expect(answer["pid"]?.int64 != Int64(ProcessInfo.processInfo.processIdentifier))
        #expect((tool as? any IsolatedTool)?.place.executor == "worker")
        #expect((tool as? any IsolatedTool)?.place.sandbox == "on")
    }

    @Test("One worker answers call after call")
    func reuse() async throws {
        let tool = try Sample(
            invoke: """
                char text[64];
                call->write_output(call, text, snprintf(text, 64, "{\\"pid\\":%d}", getpid()));
                return 0;
                """
        ).tool()
        var processes: Set<Int64> = []
        for seed in 0..<20 { processes.insert(try #require(try await tool.ask(seed: UInt64(seed))["pid"]?.int64)) }
        #expect(processes.count == 1)
    }

    @Test("Events, progress, usage, warnings and logs come through in order")
    func signals() async throws {
        let lines = Mutex<[PluginLogLine]>([])
        let folder = try Folder()
        let path = try Sample(
            invoke: #"""
                const assay_host_progress *progress = the_host->get_extension(the_host, ASSAY_EXT_PROGRESS);
                const assay_host_usage *usage = the_host->get_extension(the_host, ASSAY_EXT_USAGE);
                assay_usage used = {sizeof used, ASSAY_USAGE_TOKENS, 5, 0, 0};
                progress->report(call, 0.5, assay_text_of("half"));
                usage->report(call, &used);
                call->emit(call, assay_text_of("note"), assay_text_of("[1,2]"));
                call->emit(call, assay_text_of("warning"), assay_text_of("\"careful\""));
                the_host->log(the_host, ASSAY_LOG_ERROR, assay_text_of("a line"));
                ANSWER("{}");
                return 0;
                """#
        ).build(in: folder)
        let tool = try #require(
            try PluginLoader.load(
                path: path,
                isolation: .worker(.test),
                log: { line in lines.withLock { $0.append(line) } }
            )
            .first
        )
        let signals = Mutex<[ToolSignal]>([])
        _ = try await tool.ask { signal in signals.withLock { $0.append(signal) } }
        #expect(
            signals.withLock { $0 } == [
                .progress(fraction: 0.5, message: "half"), .usage(Usage(tokens: 5)),
                .custom(name: "note", data: [1, 2]), .warning("careful"),
            ]
        )
        #expect(lines.withLock { $0.map(\.message) } == ["a line"])
    }
}
