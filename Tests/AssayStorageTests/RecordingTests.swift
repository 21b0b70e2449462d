import AssayCore
import AssayEngine
import AssayStatistics
import AssayStorage
import AssayTesting
import Foundation
import Testing

@Suite("Runs on record")
struct RecordingTests {
    private static let tool = ScriptedTool("seeds") { ["seed": Value(seed: $0.seed % 3)] }

    @Test("When there is an output, the run is on disk with every replicate, event and the bundle")
    func complete() async throws {
        let folder = try Folder()
        let store = try await SQLiteStateStore(path: folder.file("state.db"))
        let options = BundleOptions(k: 20, stop: NeverRule())
        let run = try Engine().start(Self.tool, request: ["a": 1], options: options, context: RunContext(store: store))
        let bundle = try await run.output.bundle
        let again = try await SQLiteStateStore(path: folder.file("state.db"))
        let stored = try #require(try await again.run(run.id))
        #expect(stored.bundle?.json == bundle.json)
        #expect(stored.replicates.map(\.data) == bundle.replicates.map(\.data))
        #expect(stored.plan.meta.requestSHA256 == bundle.meta.requestSHA256)
        let events = try await again.events(of: run.id, from: 0)
        #expect(events.map { $0["sequence"] } == (0..<events.count).map { Value($0) })
        #expect(events.first?["event"] == "tool_started" && events.last?["event"] == "bundle_ready")
        #expect(try await again.runs(limit: 5, earlierThan: nil).map(\.id) == [run.id])
    }

    @Test("A run whose store fails goes on, and says that it is not recorded")
    func failing() async throws {
        let folder = try Folder()
        let store = try await SQLiteStateStore(path: folder.file("state.db"))
        let gate = Gate()
        let tool = ScriptedTool(ToolDescriptor(name: "slow", flags: .concurrent)) { _ in
            await gate.wait()
            return ToolResult(["x": 1])
        }
        let run = try Engine().start(
            tool,
            request: [:],
            options: BundleOptions(k: 2),
            context: RunContext(store: store)
        )
        await gate.arrivals(atLeast: 1)
        await store.close()
        gate.open()
        let output = try await run.output
        #expect(output.status == .complete)
        #expect(output.recordFailure != nil)
        var warnings: [String] = []
        for await event in run.events {
            if case .warning(let message, _) = event.kind { warnings.append(message) }
        }
        #expect(warnings.contains { $0.hasPrefix("the run is not recorded: ") })
    }

    @Test("The in-memory store keeps the same as the file (law 7)")
    func twins() async throws {
        let folder = try Folder()
        let file = try await SQLiteStateStore(path: folder.file("state.db"))
        let memory = InMemoryStateStore()
        var kept: [[Value?]] = []
        for store in [file, memory] as [any StateStore] {
            let options = BundleOptions(k: 5, stop: NeverRule(), maxParallel: 1)
            let run = try Engine().start(Self.tool, request: [:], options: options, context: RunContext(store: store))
            _ = try await run.output
            kept.append(try await store.run(run.id)?.replicates.map(\.data) ?? [])
        }
        #expect(kept[0] == kept[1] && kept[0].count == 5)
    }
}
