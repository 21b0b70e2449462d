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
}
