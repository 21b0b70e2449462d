import AssayCore
import AssayPlugins
import Foundation
import Synchronization
import Testing

@Suite("How many calls of a library run at once")
struct GateTests {
    /// Each call stays until two have met or many turns have passed, and says how many it met.
    private static let source = """
        #include <stdatomic.h>
        #include <stdint.h>
        #include <sched.h>
        static atomic_int inside, have_met;
        int32_t meet(int32_t turns) {
            int32_t most = atomic_fetch_add(&inside, 1) + 1;
            for (int32_t i = 0; i < turns && !atomic_load(&have_met); i++) {
                int32_t now = atomic_load(&inside);
                if (now > most) most = now;
                if (most > 1) atomic_store(&have_met, 1);
                sched_yield();
            }
            atomic_fetch_sub(&inside, 1);
            return most;
        }
        """

    /// The most calls that met, of four on threads of their own.
    private func most(flags: String, turns: Int) async throws -> Int64 {
        let library = try Library(Self.source)
        let tool = try library.tool(
            """
            {"name": "f", "symbol": "meet", "flags": \(flags), "parameters": [{"name": "turns", "type": "i32"}],
             "returns": {"name": "most", "type": "i32"}}
            """
        )
        let executor = ThreadPerJob()
        return try await withThrowingTaskGroup(of: Int64?.self) { group in
            for _ in 0..<4 {
                group.addTask(executorPreference: executor) {
                    try await tool.execute(ToolCall(request: ["turns": Value(turns)])).data["most"]?.int64
                }
            }
            var most: Int64 = 0
            for try await met in group { most = max(most, met ?? 0) }
            return most
        }
    }

    @Test("Calls of a library run one after the other")
    func oneAtATime() async throws {
        #expect(try await most(flags: "{}", turns: 2000) == 1)
    }

    @Test("Functions flagged concurrent run together")
    func together() async throws {
        #expect(try await most(flags: #"{"concurrent": true}"#, turns: 50_000_000) >= 2)
    }
}
