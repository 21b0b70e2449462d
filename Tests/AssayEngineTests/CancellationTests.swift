import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Foundation
import Testing

@Suite("Cancellation")
struct CancellationTests {
    /// Answers the first replicates; the others come to the gate and then work until they are cancelled.
    private static func working(from gate: Gate, after count: Int) -> ScriptedTool {
        gate.open()
        return ScriptedTool(ToolDescriptor(name: "works", flags: .concurrent)) { call in
            guard call.replicate >= count else { return ToolResult(["letter": "a"]) }
            await gate.wait()
            while !call.isCancelled { await Task.yield() }
            throw AssayError(.cancelled, "gave up")
        }
    }

    @Test("Cancelling a run keeps what was answered and asks the rest to stop")
    func cancelRun() async throws {
        let gate = Gate()
        let run = try Engine().start(
            Self.working(from: gate, after: 2),
            request: [:],
            options: BundleOptions(k: 8, stop: NeverRule(), maxParallel: 3)
        )
        await gate.arrivals(atLeast: 3)
        run.cancel()
        let bundle = try await run.output.bundle
        #expect(bundle.meta.endedBy == .cancelled)
        #expect(bundle.outcome == .partial)
        #expect(bundle.replicates.map(\.failure?.code) == [nil, nil, .cancelled, .cancelled, .cancelled])
    }

    @Test("Cancelling the task that waits for the output cancels the run")
    func cancelTask() async throws {
        let gate = Gate()
        let run = try Engine().start(
            Self.working(from: gate, after: 0),
            request: [:],
            options: BundleOptions(k: 4, stop: NeverRule())
        )
        let waiter = Task { try await run.output.bundle }
        await gate.arrivals(atLeast: 4)
        waiter.cancel()
        let bundle = try await waiter.value
        #expect(bundle.meta.endedBy == .cancelled)
        #expect(bundle.outcome == .failed)
        #expect(bundle.replicates.count == 4)
    }

    @Test("A tool that ignores cancellation is abandoned after the grace time")
    func stubbornTool() async throws {
        let clock = ManualClock()
        let gate = Gate()
        defer { gate.open() }
        let tool = ScriptedTool(ToolDescriptor(name: "stubborn")) { _ in
            await gate.wait()
            return ToolResult(nil)
        }
        let run = try Engine(clock: clock).start(tool, request: [:], options: BundleOptions(k: 2, maxParallel: 1))
        await gate.arrivals(atLeast: 1)
        run.cancel()
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .milliseconds(250))
        let bundle = try await run.output.bundle
        #expect(bundle.replicates.map(\.failure?.code) == [.cancelled])
    }

    @Test("Cancelling twice, or after the end, changes nothing")
    func cancelTwice() async throws {
        let run = try Engine().start(Fixtures.constant, request: [:], options: BundleOptions(k: 3))
        let bundle = try await run.output.bundle
        run.cancel()
        run.cancel()
        #expect(try await run.output.bundle == bundle)
        #expect(bundle.outcome == .complete)
    }

    @Test("Blocked tools hold up neither other tasks nor other runs")
    func blockedTools() async throws {
        let gate = Gate()
        let blocked = ScriptedTool("blocked") { call in
            // Blocks its thread without suspending, as native code does; without a pause it would take the processors from all
            // other tests until this one is resumed.
            while !call.isCancelled { usleep(200) }
            return nil
        }
        let hanging = try Engine().start(
            blocked,
            request: [:],
            options: BundleOptions(k: 4, stop: NeverRule(), maxParallel: 4)
        )
        let task = Task { await gate.wait() }
        gate.open()
        await task.value
        #expect(try await Fixtures.run(Fixtures.constant, BundleOptions(k: 3)).outcome == .complete)
        hanging.cancel()
        #expect(try await hanging.output.bundle.meta.endedBy == .cancelled)
    }
}
