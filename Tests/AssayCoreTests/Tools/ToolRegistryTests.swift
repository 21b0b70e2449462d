import AssayCore
import Testing

private struct Echo: Tool {
    let descriptor: ToolDescriptor

    init(_ name: String, version: String = "1.0.0", origin: ToolDescriptor.Origin = .builtIn) {
        descriptor = ToolDescriptor(name: name, version: version, origin: origin)
    }

    func execute(_ call: ToolCall) async throws -> ToolResult { ToolResult(call.request) }
}

@Suite("Tool registries")
struct ToolRegistryTests {
    @Test("A tool is found under its name")
    func lookup() async throws {
        let registry = ToolRegistry()
        try registry.register(Echo("echo"))
        let tool = try registry.tool(named: "echo")
        #expect(tool.name == "echo")
        #expect(try await tool.execute(ToolCall(request: ["x": 1])).data == ["x": 1])
    }

    @Test("An unknown name is an error that lists the names there are (S3-3)")
    func unknown() throws {
        let registry = ToolRegistry()
        let empty = #expect(throws: AssayError.self) { try registry.tool(named: "sort") }
        #expect(empty?.code == .unknownTool)
        try registry.register(Echo("b"))
        try registry.register(Echo("a"))
        let error = #expect(throws: AssayError.self) { try registry.tool(named: "sort") }
        #expect(error?.message.hasSuffix("known tools: a, b") == true)
        #expect(error?.message.contains("sort") == false)
    }

    @Test("A name that is taken is refused, and both are named (S3-1)")
    func duplicate() throws {
        let registry = ToolRegistry()
        try registry.register(Echo("echo", version: "1.0.0"))
        let error = #expect(throws: AssayError.self) {
            try registry.register(Echo("echo", version: "2.0.0", origin: .plugin(path: "/lib/echo.so", sha256: "")))
        }
        #expect(error?.code == .duplicateTool)
        for part in ["1.0.0", "2.0.0", "built in", "/lib/echo.so"] { #expect(error?.message.contains(part) == true) }
        #expect(try registry.tool(named: "echo").descriptor.version == "1.0.0")
    }

    @Test("A tool that no engine could use is not registered")
    func invalid() throws {
        let registry = ToolRegistry()
        let error = #expect(throws: AssayError.self) { try registry.register(Echo("not a name")) }
        #expect(error?.code == .invalidArgument)
        #expect(registry.listTools().isEmpty)
    }

    @Test("A tool that was removed is gone, and its name is free")
    func unregister() throws {
        let registry = ToolRegistry()
        try registry.register(Echo("echo"))
        #expect(registry.unregister("echo")?.name == "echo")
        #expect(registry.unregister("echo") == nil)
        #expect(throws: AssayError.self) { try registry.tool(named: "echo") }
        try registry.register(Echo("echo", version: "2.0.0"))
        #expect(registry.listTools()["echo"]?.version == "2.0.0")
    }

    @Test("The list says what each tool is, by name (S3-2)")
    func list() throws {
        let registry = ToolRegistry()
        for name in ["b", "a", "c"] { try registry.register(Echo(name)) }
        #expect(registry.listTools().keys.sorted() == ["a", "b", "c"])
        #expect(registry.listTools()["a"]?.supportsBundle == true)
    }

    @Test("Two registries know nothing of each other")
    func separate() throws {
        let registry = ToolRegistry()
        try registry.register(Echo("echo"))
        #expect(ToolRegistry().listTools().isEmpty)
    }

    @Test("Of many registrations of one name at once exactly one succeeds")
    func race() async {
        let registry = ToolRegistry()
        let successes = await withTaskGroup(of: Int.self) { group in
            for version in 0..<50 {
                group.addTask { (try? registry.register(Echo("echo", version: "\(version)"))) == nil ? 0 : 1 }
            }
            return await group.reduce(0, +)
        }
        #expect(successes == 1)
    }
}

@Suite("Tool calls")
struct ToolCallTests {
    @Test("A call starts uncancelled and follows its flag, once and for all")
    func cancellation() {
        let flag = CancellationFlag()
        let call = ToolCall(request: [:], cancellation: flag)
        #expect(!call.isCancelled)
        flag.cancel()
        #expect(call.isCancelled)
        flag.cancel()
        #expect(flag.isCancelled)
    }

    @Test("Signals reach the run in order")
    func signals() async {
        let (stream, continuation) = AsyncStream<ToolSignal>.makeStream()
        let call = ToolCall(request: [:], sink: { continuation.yield($0) })
        let signals: [ToolSignal] = [
            .progress(fraction: 0.5, message: "half"), .warning("odd"), .usage(Usage(tokens: 1)),
            .custom(name: "step", data: 1),
        ]
        for signal in signals { call.signal(signal) }
        continuation.finish()
        var received: [ToolSignal] = []
        for await signal in stream { received.append(signal) }
        #expect(received == signals)
    }

    @Test("A call without more is the first attempt at the first replicate, without a limit")
    func defaults() {
        let call = ToolCall(request: ["x": 1])
        #expect(call.attempt == 1)
        #expect(call.replicate == 0)
        #expect(call.timeout == nil)
        #expect(call.options == [:])
        #expect(call.traceID == String(repeating: "0", count: 32))
    }
}
