import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Synchronization
import Testing

@Suite("S3-8 and S3-41: events")
struct EventRowTests {
    private func start(
        _ tool: any Tool,
        k: Int,
        observer: (@Sendable (Event) -> Void)? = nil
    ) throws -> Run {
        try Engine(clock: ManualClock()).start(
            tool,
            request: [:],
            options: BundleOptions(k: k, stop: NeverRule(), maxParallel: 1),
            context: RunContext(observer: observer)
        )
    }

    @Test("S3-8: events come while the run goes on, and whoever comes later reads the same")
    func live() async throws {
        let gate = Gate()
        let tool = ScriptedTool(ToolDescriptor(name: "waits", flags: .concurrent)) { call in
            if call.replicate == 1 { await gate.wait() }
            return ToolResult(["a": 1])
        }
        let run = try start(tool, k: 2)
        var early: [Event] = []
        for await event in run.events {
            early.append(event)
            if event.name == "replicate_done" { break }
        }
        #expect(early.map(\.name) == ["tool_started", "replicate_started", "replicate_done"])
        gate.open()
        #expect(try await run.output.status == .complete)
        let all = await Fixtures.events(of: run)
        #expect(Array(all.prefix(3)) == early)
        #expect(all.last?.name == "bundle_ready")
    }

    @Test("S3-8: watched or not, a run says the same and comes to the same")
    func unwatched() async throws {
        let log = EventList()
        let watched = try start(Fixtures.noisy, k: 6, observer: { log.append($0) })
        let alone = try start(Fixtures.noisy, k: 6)
        #expect(try await watched.output.bundle.digest == alone.output.bundle.digest)
        let read = await Fixtures.events(of: alone)
        #expect(log.all.count == read.count)
        #expect(Set(log.all.map(\.kind)) == Set(read.map(\.kind)))
    }

    @Test("S3-8: a failure reaches the events and the output as it is, and the story goes on to its end")
    func failure() async throws {
        let broken = AssayError(.toolFailed, "the disk is full")
        let run = try start(ScriptedTool("broken") { _ in throw broken }, k: 2)
        let kinds = await Fixtures.events(of: run).map(\.kind)
        let done = Event.Kind.replicateDone(replicate: "r1", isValid: false, elapsedMS: 0, error: .toolFailed)
        #expect(kinds.contains(done))
        #expect(kinds.contains(.error(broken, replicate: "r1")) && kinds.contains(.error(broken, replicate: "r2")))
        let output = try await run.output
        #expect(output.errors == [broken, broken])
        #expect(kinds.last == Event.Kind.bundleReady(outcome: .failed, replicates: 2, digest: output.bundle.digest))
    }

    @Test("S3-41: a tool may speak whether or not anybody listens, and every reader hears it in its order")
    func sink() async throws {
        let tool = ScriptedTool("talks") { call in
            for n in 0..<100 { call.signal(.custom(name: "step", data: Value(n))) }
            return ["a": 1]
        }
        #expect(try await tool.execute(ToolCall(request: [:])).data == ["a": 1])
        let run = try start(tool, k: 2)
        for _ in 0..<2 {
            let kinds = await Fixtures.events(of: run).map(\.kind)
            for id in ["r1", "r2"] {
                let heard = kinds.filter { if case .tool(id, _, _) = $0 { true } else { false } }
                #expect(heard == (0..<100).map { Event.Kind.tool(replicate: id, name: "step", data: Value($0)) })
            }
        }
    }

    @Test("S3-41: what a tool says after the end of its run is not part of the story")
    func late() async throws {
        let kept = Mutex<ToolCall?>(nil)
        let tool = ScriptedTool("keeps") { call in
            kept.withLock { $0 = call }
            return ["a": 1]
        }
        let run = try start(tool, k: 1)
        _ = try await run.output
        let before = await Fixtures.events(of: run)
        let last = kept.withLock { $0 }
        try #require(last).signal(.warning("late"))
        #expect(await Fixtures.events(of: run) == before)
    }
}
