import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import TestSupport
import Testing

@Suite("S3-5: how many attempts run at once")
struct MaxParallelTests {
    private let most = Peak()
    private let gate = Gate()

    /// Waits at the gate, where all attempts that may run at once meet.
    private func tool(
        _ descriptor: ToolDescriptor = ToolDescriptor(name: "meets", flags: .concurrent)
    ) -> ScriptedTool {
        ScriptedTool(descriptor) { [most, gate] call in
            most.enter()
            await gate.wait()
            most.leave()
            return ToolResult(["side": Value(Int(call.seed % 2))])
        }
    }

    private func start(_ tool: any Tool, parallel: Int, k: Int = 40) throws -> Run {
        let options = BundleOptions(k: k, stop: NeverRule(), maxParallel: parallel)
        return try Engine(clock: ManualClock()).start(tool, request: [:], options: options)
    }

    @Test(
        "S3-5: no more attempts than max_parallel run at once, no fewer, and the evidence is the same for any number",
        arguments: [1, 2, 3, 7, 20]
    )
    func exactly(number: Int) async throws {
        let run = try start(tool(), parallel: number)
        await gate.arrivals(atLeast: number)
        gate.open()
        let bundle = try await run.output.bundle
        #expect(most.value == number)
        #expect(bundle.execution.maxParallel == number)
        let reference = try await start(tool(), parallel: 1).output.bundle
        #expect(bundle.digest == reference.digest)
    }

    @Test("S3-5: a number nobody could mean is refused before anything runs", arguments: [0, -1, 1025, Int.max])
    func refused(number: Int) async throws {
        gate.open()
        let error = #expect(throws: AssayError.self) { _ = try start(tool(), parallel: number) }
        #expect(error?.message == "max_parallel must be from 1 to 1,024")
        let orchestrator = try Reliable.orchestrator([tool()])
        await #expect(throws: AssayError.self) {
            _ = try await orchestrator.run(
                request: [:],
                toolName: "meets",
                options: OrchestrationConfig(maxParallel: number)
            )
        }
        #expect(most.value == 0)
    }

    @Test("S3-5: without a number ten attempts run at once, and those that are tried again are among them")
    func usual() async throws {
        let orchestrator = try Reliable.orchestrator([tool()])
        let options: Object = ["k": 30, "stop": "never"]
        let work = Task { try await orchestrator.run(request: [:], toolName: "meets", toolOptions: options) }
        await gate.arrivals(atLeast: 10)
        gate.open()
        #expect(try await work.value.bundle.execution.maxParallel == 10)
        #expect(most.value == 10)
        let (clock, peak, calls) = (ManualClock(), Peak(), Calls())
        let flaky = ScriptedTool(ToolDescriptor(name: "flaky", flags: .concurrent)) { call in
            peak.enter()
            calls.note(call)
            await Task.yield()
            peak.leave()
            if call.attempt == 1 { throw AssayError(.toolFailed, "no luck", isRetryable: true) }
            return ToolResult(["a": 1])
        }
        let retrying = try Reliable.orchestrator([flaky], clock: clock)
        let config = OrchestrationConfig(maxParallel: 3)
        _ = try await clock.passing {
            try await retrying.run(request: [:], toolName: "flaky", toolOptions: options, options: config)
        }
        #expect(calls.count == 60)
        #expect((1...3).contains(peak.value))
    }

    @Test("S3-5: a plugin that does not promise to bear it is never called twice at once", arguments: [true, false])
    func plugin(isConcurrent: Bool) async throws {
        let origin = ToolDescriptor.Origin.plugin(path: "/plugins/a.so", sha256: String(repeating: "ab", count: 32))
        let flags: ToolDescriptor.Flags = isConcurrent ? .concurrent : []
        let run = try start(tool(ToolDescriptor(name: "native", flags: flags, origin: origin)), parallel: 8, k: 8)
        await gate.arrivals(atLeast: isConcurrent ? 8 : 1)
        gate.open()
        #expect(try await run.output.status == .complete)
        #expect(most.value == (isConcurrent ? 8 : 1))
    }
}
