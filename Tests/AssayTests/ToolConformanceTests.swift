import Assay
import AssayTesting
import Synchronization
import Testing

@Suite("Conformance of tools")
struct ToolConformanceTests {
    private let clock = ManualClock()

    private func failures(of tool: any Tool, request: Value? = [:]) async -> [String] {
        await ToolConformance.examine(tool, request: request, options: ConformanceOptions(calls: 3, clock: clock))
            .filter(\.isFailure).map(\.name)
    }

    @Test("A sound tool of this process breaks no rule; what only workers show is not applicable")
    func sound() async {
        let tool = ScriptedTool("sound") { ["value": Value(Int($0.seed % 3))] }
        let checks = await ToolConformance.examine(tool, options: ConformanceOptions(clock: clock))
        #expect(checks.filter(\.isFailure) == [])
        let process = checks.first { $0.name == "calls leave their process as it was" }
        #expect(process?.finding == .notApplicable("it runs in this process"))
        #expect(await ToolConformance.check(tool, request: [:]) == [])
    }

    @Test("A tool with a memory is found out, by both ways to ask")
    func memory() async {
        let count = Mutex(0)
        let tool = ScriptedTool("counting") { _ in
            [
                "value": Value(
                    count.withLock { count in
                        count += 1
                        return count
                    }
                )
            ]
        }
        #expect(await failures(of: tool).contains("one seed gives one answer"))
        let problems = await ToolConformance.check(tool, request: [:])
        #expect(problems.contains { $0.hasPrefix("one seed gives one answer: two calls under seed 11 differ") })
    }

    @Test("A request the tool refuses although it was given fails; one that breaks the schema is refused first")
    func requests() async throws {
        let refusing = ScriptedTool("refusing") { _ in throw AssayError(.toolFailed, "no") }
        #expect(await failures(of: refusing) == ["the sample request gets an answer"])
        var descriptor = ToolDescriptor(name: "strict", inputSchema: ["required": ["a"]])
        descriptor.version = "2"
        let strict = ScriptedTool(descriptor) { _ in ToolResult([:]) }
        #expect(await failures(of: strict) == ["there is a sample request"])
        #expect(await failures(of: strict, request: ["a": 1]) == [])
        #expect(await failures(of: strict, request: "text") == ["there is a sample request"])
    }

    @Test("A descriptor nobody could use is the first thing that is said")
    func descriptor() async {
        let tool = ScriptedTool(ToolDescriptor(name: "not legal")) { _ in ToolResult([:]) }
        #expect(await failures(of: tool) == ["the tool describes itself"])
    }
}
