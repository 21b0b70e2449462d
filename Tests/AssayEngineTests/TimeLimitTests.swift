import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Testing

@Suite("Time limits, in virtual time")
struct TimeLimitTests {
    private let clock = ManualClock()
    private var engine: Engine { Engine(clock: clock) }

    @Test("An attempt over its time limit is given up after the grace time, and the others count")
    func hungAttempt() async throws {
        let gate = Gate()
        defer { gate.open() }
        let tool = ScriptedTool(ToolDescriptor(name: "hangs", flags: .concurrent)) { call in
            if call.replicate == 1 { await gate.wait() }
            return ToolResult(["letter": "a"])
        }
        let options = BundleOptions(k: 3, stop: NeverRule(), timeout: .seconds(2))
        let run = try engine.start(tool, request: [:], options: options)
        await gate.arrivals(atLeast: 1)
        await Fixtures.wait(for: "replicate_done", times: 2, in: run)
        clock.advance(by: .seconds(2))
        await Fixtures.wait(for: "timeout", in: run)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .milliseconds(250))
        let bundle = try await run.output.bundle
        #expect(bundle.outcome == .partial)
        #expect(bundle.replicates.map(\.failure?.code) == [nil, .timeout, nil])
        #expect(bundle.replicates[1].elapsedMS == 2250)
        #expect(bundle.replicates[1].failure?.isRetryable == true)
    }

    @Test("A tool that heeds cancellation ends at its time limit, and its answer no longer counts")
    func cooperativeAttempt() async throws {
        let started = Gate()
        let tool = ScriptedTool(ToolDescriptor(name: "polite")) { call in
            await started.wait()
            while !call.isCancelled { await Task.yield() }
            return ToolResult(["letter": "late"])
        }
        started.open()
        let run = try engine.start(tool, request: [:], options: BundleOptions(k: 1, timeout: .seconds(1)))
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(1))
        let bundle = try await run.output.bundle
        #expect(bundle.outcome == .failed)
        #expect(bundle.replicates[0].failure?.code == .timeout)
        #expect(bundle.replicates[0].data == ["letter": "late"])
    }

    @Test("The deadline ends the run with what was answered until then (S3-6)")
    func deadline() async throws {
        let gate = Gate()
        defer { gate.open() }
        let tool = ScriptedTool(ToolDescriptor(name: "slow", flags: .concurrent)) { call in
            if call.replicate >= 2 { await gate.wait() }
            return ToolResult(["letter": "a"])
        }
        let options = BundleOptions(k: 6, stop: NeverRule(), maxParallel: 2, deadline: .seconds(10))
        let run = try engine.start(tool, request: [:], options: options)
        await gate.arrivals(atLeast: 2)
        await Fixtures.wait(for: "replicate_done", times: 2, in: run)
        clock.advance(by: .seconds(10))
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .milliseconds(250))
        let bundle = try await run.output.bundle
        #expect(bundle.meta.endedBy == .deadline)
        #expect(bundle.outcome == .partial)
        #expect(bundle.replicates.map(\.failure?.code) == [nil, nil, .deadline, .deadline])
        #expect(bundle.explanation.contains("deadline passed"))
        #expect(bundle.meta.totalElapsedMS == 10_250)
    }

    @Test("The shorter of timeout and time budget limits an attempt")
    func timeBudget() async throws {
        let gate = Gate()
        defer { gate.open() }
        let tool = ScriptedTool(ToolDescriptor(name: "hangs")) { _ in
            await gate.wait()
            return ToolResult(nil)
        }
        let options = BundleOptions(k: 1, perReplicateBudget: Budget(timeMS: 300), timeout: .seconds(60))
        let run = try engine.start(tool, request: [:], options: options)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .milliseconds(300))
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .milliseconds(250))
        #expect(try await run.output.bundle.replicates[0].failure?.code == .timeout)
    }

    @Test("An answer that comes after the run has given it up changes nothing")
    func lateAnswer() async throws {
        let gate = Gate()
        let tool = ScriptedTool(ToolDescriptor(name: "late")) { _ in
            await gate.wait()
            return ToolResult(["letter": "a"])
        }
        let run = try engine.start(tool, request: [:], options: BundleOptions(k: 1, timeout: .seconds(1)))
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(1))
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .milliseconds(250))
        let before = try await run.output.bundle
        gate.open()
        #expect(try await run.output.bundle == before)
        #expect(before.outcome == .failed)
    }

    @Test("What a lost attempt has used and said stays on record")
    func remains() async throws {
        let gate = Gate()
        defer { gate.open() }
        let tool = ScriptedTool(ToolDescriptor(name: "spends")) { call in
            call.signal(.usage(Usage(tokens: 77)))
            call.signal(.warning("slow today"))
            await gate.wait()
            return ToolResult(nil)
        }
        let run = try engine.start(tool, request: [:], options: BundleOptions(k: 1, timeout: .seconds(1)))
        await gate.arrivals(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(1))
        await Fixtures.wait(for: "timeout", in: run)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .milliseconds(250))
        let bundle = try await run.output.bundle
        #expect(bundle.usage.tokens == 77)
        #expect(bundle.replicates[0].quality.warnings == ["slow today"])
    }
}
