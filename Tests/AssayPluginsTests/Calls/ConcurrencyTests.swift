import AssayCore
import AssayPlugins
import Foundation
import Testing

@Suite("How many calls of a plugin run at once")
struct ConcurrencyTests {
    /// A tool that counts the calls inside, and waits a given number of rounds for company.
    private static func source(flags: String, rounds: Int) -> PluginSource {
        PluginSource(
            includes: "#include <stdatomic.h>\n#include <stdio.h>\n#include <sched.h>",
            declarations: "static atomic_int inside; static atomic_int most;",
            invoke: #"""
                int now = atomic_fetch_add(&inside, 1) + 1;
                int seen = atomic_load(&most);
                while (now > seen && !atomic_compare_exchange_weak(&most, &seen, now)) {}
                for (int i = 0; i < \#(rounds) && atomic_load(&most) < 2; i++) sched_yield();
                atomic_fetch_sub(&inside, 1);
                char line[32];
                int size = snprintf(line, sizeof(line), "{\"most\":%d}", atomic_load(&most));
                return call->write_output(call, line, (uint64_t)size);
                """#,
            fields: ".flags = \(flags)"
        )
    }

    /// The most calls that were inside at once, of four from threads of our own, as the engine makes them.
    private func most(_ source: PluginSource) async throws -> Int64 {
        let tool = try source.tool()
        let tasks = (0..<4).map { _ in
            Task(executorPreference: ThreadPerJob()) { try await tool.answer()["most"]?.int64 ?? 0 }
        }
        var most: Int64 = 0
        for task in tasks { most = max(most, try await task.value) }
        return most
    }

    @Test("Calls of a tool without the flag run one after the other")
    func oneAtATime() async throws {
        #expect(try await most(Self.source(flags: "0", rounds: 10_000)) == 1)
    }

    @Test("Calls of a concurrent tool run together")
    func together() async throws {
        // The first call leaves as soon as a second is inside.
        #expect(try await most(Self.source(flags: "ASSAY_TOOL_CONCURRENT", rounds: 100_000_000)) > 1)
    }

    @Test("A plugin held up by a call that was given up says so at once, and works again after it")
    func heldUp() async throws {
        let folder = try Folder()
        let marker = folder.file("go-on")
        let source = PluginSource(
            includes: "#include <sched.h>\n#include <unistd.h>",
            invoke: #"""
                if (call->seed == 1) {
                    call->emit(call, assay_text_of("inside"), assay_text_of("1"));
                    while (access("\#(marker)", F_OK) != 0) sched_yield();
                }
                return call->write_output(call, "{}", 2);
                """#,
            fields: ".flags = 0"
        )
        let tool = try source.tool()
        let signals = SignalRecorder<ToolSignal>()
        let flag = CancellationFlag()
        let stuck = Task(executorPreference: ThreadPerJob()) {
            try await tool.answer(seed: 1, cancellation: flag, signals: signals)
        }
        while signals.signals.isEmpty { await Task.yield() }
        flag.cancel()
        let error = try await #require(throws: AssayError.self) { try await tool.answer(seed: 2) }
        #expect(error.code == .pluginBusy)
        #expect(error.isRetryable)
        #expect(FileManager.default.createFile(atPath: marker, contents: nil))
        #expect(try await stuck.value == [:])
        #expect(try await tool.answer(seed: 2) == [:])
    }
}
