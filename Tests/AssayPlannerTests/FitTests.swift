import AssayCore
import AssayEngine
import Testing

@Suite("Choosing by fit")
struct FitTests {
    private let kmeans = tool(
        "kmeans",
        "Groups the rows of a table.",
        capabilities: ["clustering"],
        requires: ["csv", "clusters"]
    )
    private let bootstrap = tool(
        "bootstrap",
        "Resamples a column for a confidence interval.",
        capabilities: ["resampling"],
        requires: ["csv"],
        optional: ["column"]
    )
    private let power = tool("pow", "x raised to the power y.", requires: ["x", "y"])

    @Test("The schema that covers more of the request wins, in whichever order tools come")
    func coverage() throws {
        let tools = [kmeans, bootstrap, power]
        for tools in [tools, tools.reversed()] {
            let decision = try plan(request: ["csv": "f", "clusters": 3], tools: tools)
            #expect(decision.tool == "kmeans")
            #expect(decision.fallbacks == ["bootstrap"])
            #expect(decision.excluded.map(\.name) == ["pow"])
            #expect(decision.confidence > 0.3 && decision.confidence < 1)
        }
    }

    @Test("Words of capabilities and descriptions decide between equal schemas")
    func words() throws {
        let tools = [
            tool("a", "Draws a histogram.", requires: ["text"]),
            tool("b", capabilities: ["translation"], requires: ["text"]),
        ]
        #expect(try plan(request: ["text": "A histogram of ages"], tools: tools).tool == "a")
        #expect(try plan(request: ["text": "translations, please"], tools: tools).tool == "b")
        #expect(try plan(request: ["text": "what is this for"], tools: tools).tool == "a")
    }

    @Test("The surer choice says so: exact fit, then equal fit, then no evidence")
    func confidence() throws {
        let exact = try plan(request: ["x": 2, "y": 10], tools: [power, kmeans]).confidence
        let twin = tool("twin", requires: ["x", "y"])
        let equal = try plan(request: ["x": 2, "y": 10], tools: [power, twin]).confidence
        let none = try plan(request: ["x": 2, "y": 10], tools: [tool("any")]).confidence
        #expect(exact > equal && equal > none && none > 0)
        #expect(equal <= 0.5)
    }

    @Test("A request that fits no tool is an error with each reason and no data of the request")
    func nothingFits() throws {
        let error = failure { () throws(AssayError) in
            try plan(request: ["secret": "hunter2"], tools: [kmeans, tool("loose", requires: [], optional: ["x"])])
        }
        #expect(error?.code == .noFittingTool)
        let message = try #require(error?.message)
        #expect(message.hasPrefix("no tool takes this request: kmeans: the request breaks its input schema"))
        #expect(message.hasSuffix("loose: its input schema knows no member of the request"))
        #expect(!message.contains("hunter2"))
    }

    @Test("A breaker in front of the only tool that fits is not the request's fault, and may be tried again")
    func fittingToolIsOpen() {
        let context = PlanningContext(breakers: ["pow": .open])
        let error = failure { () throws(AssayError) in
            try plan(request: ["x": 1, "y": 2], tools: [power, kmeans], context: context)
        }
        #expect(error?.code == .noToolAvailable)
        #expect(error?.isRetryable == true)
        #expect(
            error?.message == "the breakers of all tools that take this request are open: pow: its breaker is open"
        )
        let unfit = failure { () throws(AssayError) in try plan(request: ["q": 1], tools: [power], context: context) }
        #expect(unfit?.code == .noFittingTool)
        #expect(unfit?.message.contains("breaks its input schema") == true)
    }

    @Test("Many refusals are summed up")
    func manyRefusals() {
        let tools = (0..<9).map { tool("t\($0)", requires: ["x"]) }
        let error = failure { () throws(AssayError) in try plan(request: ["y": 1], tools: tools) }
        #expect(error?.message.hasSuffix("; and 4 more") == true)
    }

    @Test("Only an object is a request")
    func requestKind() {
        #expect(failure { () throws(AssayError) in try plan(request: [1], tools: [power]) }?.code == .invalidRequest)
    }

    @Test("A tool whose schema cannot be used is left out, and that is said")
    func brokenSchema() throws {
        let broken = ToolDescriptor(name: "broken", inputSchema: ["type": 3])
        let decision = try plan(request: ["x": 1, "y": 2], tools: [broken, power])
        #expect(decision.tool == "pow")
        #expect(decision.excluded.map(\.reason) == ["its input schema cannot be used"])
    }

    @Test("A schema behind a reference counts like one written in place")
    func references() throws {
        let schema: Value = [
            "$ref": "#/$defs/r",
            "$defs": ["r": ["type": "object", "properties": ["x": [:], "y": [:]], "required": ["x", "y"]]],
        ]
        let referring = ToolDescriptor(name: "a", inputSchema: schema)
        let request: Value = ["x": 1, "y": 2]
        let plain = try plan(request: request, tools: [power])
        #expect(try plan(request: request, tools: [referring]).confidence == plain.confidence)
    }

    @Test("Preferences, earlier failures and half-open breakers move the choice between equals")
    func adjustments() throws {
        let tools = [tool("a"), tool("b"), ToolDescriptor(name: "c", provider: "acme")]
        func choice(_ context: PlanningContext) throws -> String { try plan(tools: tools, context: context).tool }
        #expect(try choice(PlanningContext()) == "a")
        #expect(try choice(PlanningContext(preferences: PlanningPreferences(preferredTools: ["b"]))) == "b")
        #expect(try choice(PlanningContext(preferences: PlanningPreferences(preferredProviders: ["acme"]))) == "c")
        #expect(try choice(PlanningContext(previousFailures: ["a": 1])) == "b")
        #expect(try choice(PlanningContext(breakers: ["a": .halfOpen])) == "b")
        #expect(try choice(PlanningContext(previousFailures: ["a": .max, "b": -3])) == "b")
    }

    @Test("What preferences exclude and quality rules out is never used, by a rule either")
    func exclusions() throws {
        let tools = [tool("a"), ToolDescriptor(name: "b", capabilities: ["audited"], flags: [.deterministic])]
        let excluded = PlanningContext(preferences: PlanningPreferences(excludedTools: ["a"]))
        let capable = PlanningContext(quality: QualityRequirements(capabilities: ["audited"]))
        let deterministic = PlanningContext(quality: QualityRequirements(isDeterministic: true))
        for context in [excluded, capable, deterministic] {
            #expect(try plan(tools: tools, context: context).tool == "b")
            #expect(try plan([rule(use: "a", fallbacks: ["b"])], tools: tools, context: context).tool == "b")
            let error = failure { () throws(AssayError) in try plan(tools: [tool("a")], context: context) }
            #expect(error?.code == .noToolAvailable)
            #expect(error?.isRetryable == false)
        }
    }
}
