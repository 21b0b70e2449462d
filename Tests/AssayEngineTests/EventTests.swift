import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Synchronization
import Testing

@Suite("Events")
struct EventTests {
    @Test("A run tells its story in order, from start to bundle (S3-34)")
    func story() async throws {
        let run = try Engine().start(
            Fixtures.constant,
            request: [:],
            options: BundleOptions(k: 3, stop: NeverRule(), maxParallel: 1)
        )
        let names = await Fixtures.events(of: run).map(\.name)
        #expect(names.first == "tool_started")
        #expect(names.last == "bundle_ready")
        #expect(
            names.filter { $0.hasPrefix("replicate") }
                == Array(repeating: ["replicate_started", "replicate_done"], count: 3).joined().map(\.self)
        )
        #expect(names.count { $0 == "partial_summary" } == 1)
        let summary = try #require(names.firstIndex(of: "partial_summary"))
        #expect(names.prefix(summary).count { $0 == "replicate_done" } >= 2)
    }

    @Test("Numbers are consecutive, ids are the run's, whatever the parallelism")
    func numbering() async throws {
        let run = try Engine().start(
            Fixtures.noisy,
            request: [:],
            options: BundleOptions(k: 40, stop: NeverRule(), maxParallel: 16)
        )
        let events = await Fixtures.events(of: run)
        #expect(events.map(\.sequence) == Array(0..<events.count))
        #expect(events.allSatisfy { $0.runID == run.id && $0.traceID == run.traceID })
        #expect(events.count { $0.name == "replicate_done" } == 40)
        #expect(events.last?.name == "bundle_ready")
    }

    @Test("A reader that comes after the end reads everything")
    func lateReader() async throws {
        let run = try Engine().start(Fixtures.constant, request: [:], options: BundleOptions(k: 4, stop: NeverRule()))
        let bundle = try await run.output.bundle
        let first = await Fixtures.events(of: run)
        let second = await Fixtures.events(of: run)
        #expect(first == second)
        guard case .bundleReady(let outcome, let replicates, let digest)? = first.last?.kind else {
            Issue.record("the last event must be bundle_ready")
            return
        }
        #expect((outcome, replicates, digest) == (bundle.outcome, 4, bundle.digest))
    }

    @Test("Failures, warnings, progress and a tool's own events reach the reader")
    func signals() async throws {
        let tool = ScriptedTool("chatty") { call in
            call.signal(.progress(fraction: 0.5, message: "half"))
            call.signal(.warning("odd"))
            call.signal(.custom(name: "step", data: ["n": 1]))
            if call.replicate == 1 { throw AssayError(.toolFailed, "no") }
            return ["a": 1]
        }
        let run = try Engine().start(
            tool,
            request: [:],
            options: BundleOptions(k: 2, stop: NeverRule(), maxParallel: 1)
        )
        let kinds = await Fixtures.events(of: run).map(\.kind)
        #expect(kinds.contains(.progress(replicate: "r1", fraction: 0.5, message: "half")))
        #expect(kinds.contains(.warning(message: "odd", replicate: "r2")))
        #expect(kinds.contains(.tool(replicate: "r1", name: "step", data: ["n": 1])))
        #expect(kinds.contains(.error(AssayError(.toolFailed, "no"), replicate: "r2")))
        #expect(try await run.output.bundle.replicates[0].quality.warnings == ["odd"])
    }

    @Test("A cancelled run says so before it hands over its bundle")
    func cancelled() async throws {
        let gate = Gate()
        let tool = ScriptedTool(ToolDescriptor(name: "waits")) { _ in
            await gate.wait()
            return ToolResult(nil)
        }
        let run = try Engine().start(tool, request: [:], options: BundleOptions(k: 2, maxParallel: 1))
        await gate.arrivals(atLeast: 1)
        run.cancel()
        gate.open()
        #expect(await Fixtures.events(of: run).map(\.name).suffix(2) == ["cancelled", "bundle_ready"])
    }

    @Test("Timeouts are events of their replicate, and of the run at its deadline")
    func timeouts() async throws {
        let clock = ManualClock()
        let gate = Gate()
        defer { gate.open() }
        let tool = ScriptedTool(ToolDescriptor(name: "hangs")) { _ in
            await gate.wait()
            return ToolResult(nil)
        }
        let options = BundleOptions(k: 2, maxParallel: 1, timeout: .seconds(1), deadline: .milliseconds(1900))
        let run = try Engine(clock: clock).start(tool, request: [:], options: options)
        await clock.sleepers(atLeast: 2)
        clock.advance(by: .seconds(1))
        await clock.sleepers(atLeast: 2)
        clock.advance(by: .milliseconds(250))
        await gate.arrivals(atLeast: 2)
        clock.advance(by: .milliseconds(650))
        // The time limit of the second attempt, and the grace time of the run.
        await clock.sleepers(atLeast: 2)
        clock.advance(by: .milliseconds(250))
        let kinds = await Fixtures.events(of: run).map(\.kind)
        #expect(kinds.contains(.timeout(replicate: "r1")))
        #expect(kinds.contains(.timeout(replicate: nil)))
    }

    @Test("An observer sees every event, in order, as it happens")
    func observer() async throws {
        let seen = Mutex<[Int]>([])
        let run = try Engine().start(
            Fixtures.noisy,
            request: [:],
            options: BundleOptions(k: 50, stop: NeverRule(), maxParallel: 8),
            context: RunContext(observer: { event in seen.withLock { $0.append(event.sequence) } })
        )
        let events = await Fixtures.events(of: run)
        #expect(seen.withLock { $0 } == events.map(\.sequence))
    }

    @Test("A deterministic tool run more than once is worth a warning")
    func deterministicTool() async throws {
        let tool = ScriptedTool(ToolDescriptor(name: "sure", flags: .deterministic)) { _ in ToolResult(["a": 1]) }
        let run = try Engine().start(tool, request: [:], options: BundleOptions(k: 3))
        let names = await Fixtures.events(of: run).map(\.name)
        #expect(names.contains("warning"))
    }
}
