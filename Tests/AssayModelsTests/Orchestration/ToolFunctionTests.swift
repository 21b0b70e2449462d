import AssayCore
import AssayModels
import AssayTesting
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("Tools as functions of a model", .timeLimit(.minutes(2)))
struct ToolFunctionTests {
    /// An orchestrator whose model calls a function without arguments and then says that it is done.
    private func orchestrator(calling name: String, executor: (any TaskExecutor)? = nil) throws -> ModelOrchestrator {
        let provider = ScriptedProvider("alpha") { request, _ in
            request.messages.last?.role == .tool ? .text("done") : .calling(("1", name, "{}"))
        }
        let registry = try SampleModels.registry([SampleModels.model("a")])
        return ModelOrchestrator(
            registry: registry,
            providers: [provider],
            functions: FunctionRegistry(executor: executor)
        )
    }

    private func registry(_ names: String...) throws -> ToolRegistry {
        let registry = ToolRegistry()
        for name in names { try registry.register(ScriptedTool(name) { _ in .string(name) }) }
        return registry
    }

    @Test("All tools of a registry can be called, or those that are named")
    func wholeRegistry() async throws {
        let tools = try registry("sort", "add", "print")
        let all = try orchestrator(calling: "print")
        try all.registerFunctions(tools)
        #expect(try await all.routeRequest("hi").functionCallResult == "print")
        let some = try orchestrator(calling: "print")
        try some.registerFunctions(tools, named: ["add", "sort"])
        let told = try await some.routeRequest("hi").functionCalls[0].result
        #expect(told.isError)
        #expect(told.output.string?.hasSuffix("known functions: add, sort") == true)
    }

    @Test("Of a registry that cannot be used as a whole no tool is added")
    func allOrNothing() async throws {
        let orchestrator = try orchestrator(calling: "add")
        try orchestrator.registerFunction("sort", parameters: ["type": "object"]) { _ in .null }
        let tools = try registry("sort", "add")
        #expect(await thrown { try orchestrator.registerFunctions(tools) }?.code == .duplicateTool)
        let unknown = await thrown { try orchestrator.registerFunctions(tools, named: ["add", "fly"]) }
        #expect(unknown?.code == .unknownTool)
        #expect(try await orchestrator.routeRequest("hi").functionCalls[0].result.isError)
        try orchestrator.registerFunctions(tools, named: ["add"])
        #expect(try await orchestrator.routeRequest("hi").functionCallResult == "add")
    }

    @Test("Functions that block hold up no thread of Swift's own, however many do at once")
    func blocking() async throws {
        let orchestrator = try orchestrator(calling: "meet")
        let arrived = Peak()
        try orchestrator.registerFunction("meet", parameters: ["type": "object"]) { _ in
            arrived.enter()
            // More than there are processors; on the common threads the last would never come.
            while arrived.value < 40 { usleep(200) }
            return "met"
        }
        try await withThrowingTaskGroup(of: Value?.self) { group in
            for _ in 0..<40 { group.addTask { try await orchestrator.routeRequest("hi").functionCallResult } }
            for try await result in group { #expect(result == "met") }
        }
    }

    @Test("A function runs on the executor that was given, or else where the request's own task was told to run")
    func place() async throws {
        let place = Mutex<UnownedTaskExecutor?>(nil)
        for (given, own) in [(ThreadPerJob.shared, nil), (nil, ThreadPerJob.shared)] as [(ThreadPerJob?, ThreadPerJob?)]
        {
            let orchestrator = try orchestrator(calling: "look", executor: given)
            try orchestrator.registerFunction("look", parameters: ["type": "object"]) { _ in
                place.withLock { $0 = withUnsafeCurrentTask { $0?.unownedTaskExecutor } }
                return .null
            }
            _ = try await Task(executorPreference: own) { try await orchestrator.routeRequest("hi") }.value
            #expect(place.withLock { $0 } == ThreadPerJob.shared.asUnownedTaskExecutor())
        }
    }

    @Test("A tool that computes is told to give up when the request is cancelled")
    func cancelled() async throws {
        let orchestrator = try orchestrator(calling: "spin")
        let gate = Gate()
        try orchestrator.registerFunction(
            ScriptedTool(ToolDescriptor(name: "spin")) { call in
                gate.open()
                while !call.isCancelled { usleep(200) }
                throw AssayError(.cancelled, "gave up")
            }
        )
        let task = Task { try await orchestrator.routeRequest("hi") }
        await gate.wait()
        task.cancel()
        #expect(await requestError { _ = try await task.value }?.code == .cancelled)
    }

    @Test(
        "What a tool says it has used while it works is recorded, also where it fails then",
        arguments: [false, true]
    )
    func usage(fails: Bool) async throws {
        let orchestrator = try orchestrator(calling: "work")
        try orchestrator.registerFunction(
            ScriptedTool(ToolDescriptor(name: "work")) { call in
                for _ in 0..<2 { call.signal(.usage(Usage(tokens: 3))) }
                call.signal(.warning("slow"))
                if fails { throw AssayError(.toolFailed, "no luck") }
                return ToolResult("ok", usage: Usage(tokens: 4))
            }
        )
        let call = try await orchestrator.routeRequest("hi").functionCalls[0]
        #expect(call.usage == Usage(tokens: fails ? 6 : 10))
        #expect(call.result.output == (fails ? "tool_failed: no luck" : "ok"))
    }

    @Test(
        "A tool runs under the seed of the request, and under 0 where that has none",
        arguments: [nil, 0, 41, .max] as [UInt64?]
    )
    func seed(seed: UInt64?) async throws {
        let orchestrator = try orchestrator(calling: "draw")
        try orchestrator.registerFunction(ScriptedTool("draw") { Value(seed: $0.seed) })
        let options = RouteOptions(sampling: ModelSampling(seed: seed))
        let response = try await orchestrator.routeRequest("hi", options: options)
        #expect(response.functionCallResult == Value(seed: seed ?? 0))
    }

    @Test("An answer that breaks the tool's own schema is told as a failure, and not handed on as an answer")
    func badOutput() async throws {
        let orchestrator = try orchestrator(calling: "count")
        let descriptor = ToolDescriptor(name: "count", outputSchema: ["type": "integer"])
        try orchestrator.registerFunction(ScriptedTool(descriptor) { _ in ToolResult("many") })
        let call = try await orchestrator.routeRequest("hi").functionCalls[0]
        #expect(call.result.isError)
        #expect(call.result.output.string?.hasPrefix("bad_output: the answer breaks the tool's own schema") == true)
    }
}
