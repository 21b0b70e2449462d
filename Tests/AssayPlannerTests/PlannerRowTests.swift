import AssayCore
import AssayEngine
import Testing

@Suite("Planner, row by row of table 1.S3b")
struct PlannerRowTests {
    private let abc = [tool("a"), tool("b"), tool("c")]

    @Test("S3-16: A tool is chosen where the caller names none")
    func automaticSelection() throws {
        let tools = [tool("kmeans", requires: ["csv", "clusters"]), tool("pow", requires: ["x", "y"])]
        #expect(try plan(request: ["x": 2, "y": 10], tools: tools).tool == "pow")
        #expect(try plan(request: ["csv": "f", "clusters": 3], tools: tools).tool == "kmeans")
    }

    @Test("S3b inputs: conditions see the request, the caller's options, budget, quality and the whole context")
    func inputs() throws {
        let context = PlanningContext(
            budget: Budget(tokens: 500, costUSD: 0.5, timeMS: 10),
            quality: QualityRequirements(minimumConfidence: 0.9, minimumReplicates: 4, capabilities: ["x"]),
            previousFailures: ["b": 2],
            breakers: ["c": .halfOpen],
            preferences: PlanningPreferences(preferredTools: ["a"], preferredProviders: ["p"], excludedTools: ["z"])
        )
        let expectations: [(String, Value)] = [
            ("text", "hi"), ("options.style", "short"), ("options.budget.tokens", 500),
            ("options.quality.minimum_confidence", 0.9), ("context.budget.cost_usd", 0.5),
            ("context.budget.time_ms", 10),
            ("context.quality.minimum_replicates", 4), ("context.quality.capabilities.0", "x"),
            ("context.previous_failures.b", 2), ("context.breakers.c", "half_open"),
            ("context.preferences.preferred_tools.0", "a"), ("context.preferences.excluded_tools", ["z"]),
        ]
        let tools = [ToolDescriptor(name: "a", capabilities: ["x"])]
        for (path, value) in expectations {
            let rule = rule("seen", when: [try RuleCondition(path, .equals, value)], use: "a")
            let decision = try plan(
                [rule],
                request: ["text": "hi"],
                options: ["style": "short"],
                tools: tools,
                context: context
            )
            #expect(decision.matchedRule == "seen", "\(path)")
        }
    }

    @Test("S3b inputs: members of the request named options or context are its own")
    func ownMembers() throws {
        let request: Value = ["options": ["budget": "mine"], "context": 7]
        let rules = [
            rule(
                when: [
                    try RuleCondition("options.budget", .equals, "mine"), try RuleCondition("context", .equals, 7),
                    try RuleCondition("options.quality", .exists),
                ],
                use: "b"
            )
        ]
        let context = PlanningContext(budget: Budget(tokens: 1))
        #expect(try plan(rules, request: request, tools: abc, context: context).tool == "b")
    }

    @Test("S3b rule: the highest priority decides, among equals the one defined first, and all conditions must hold")
    func ruleOrder() throws {
        let never = try RuleCondition("missing", .exists)
        let always = try RuleCondition("missing", .exists, false)
        let rules = [
            rule("low", priority: 1, use: "a"), rule("first", priority: 5, use: "b"),
            rule("second", priority: 5, use: "c"), rule("top", priority: 9, when: [always, never], use: "c"),
        ]
        let decision = try plan(rules, tools: abc)
        #expect(decision.matchedRule == "first")
        #expect(decision.confidence == 1)
        #expect(try RuleBasedPlanner(rules: rules).rules.map(\.name) == ["top", "first", "second", "low"])
    }

    @Test(
        "S3b condition: a comparison with the wrong kind of value is an error naming rule and path, without the value"
    )
    func wrongKind() throws {
        let rules = [rule("big", when: [try RuleCondition("size.k", .gt, 3)], use: "a")]
        let error = failure { () throws(AssayError) in
            try plan(rules, request: ["size": ["k": "hunter2"]], tools: abc)
        }
        #expect(error?.code == .invalidRequest)
        #expect(
            error?.message
                == "rule big: the condition size.k gt needs a number at size.k, and the request has string there"
        )
    }

    @Test("S3b action: a transformer's result is laid over the options and replaces nothing else")
    func transformer() throws {
        let rules = [
            rule(use: "a", options: ["x": 1, "y": 1]) { options, request, context in
                [
                    "y": 2, "seen": options["x"] ?? nil, "asked": request["q"] ?? nil,
                    "z": context.budget.tokens == 9 ? 1 : 0,
                ]
            }
        ]
        let context = PlanningContext(budget: Budget(tokens: 9))
        let decision = try plan(rules, request: ["q": "?"], tools: [tool("a", options: ["w": 0])], context: context)
        #expect(decision.toolOptions == ["w": 0, "x": 1, "y": 2, "seen": 1, "asked": "?", "z": 1])
    }

    @Test("S3b action: what a transformer throws names the rule")
    func failingTransformer() {
        let rules = [
            rule("bad", use: "a") { _, _, _ throws(AssayError) in throw AssayError(.invalidArgument, "no") }
        ]
        #expect(failure { () throws(AssayError) in try plan(rules, tools: abc) }?.message == "rule bad: no")
    }

    @Test("S3b open breaker: the rule's own fallbacks are tried before the rule is passed over")
    func openBreaker() throws {
        let rules = [rule("r", use: "a", fallbacks: ["b", "c"])]
        let decision = try plan(rules, tools: abc, context: PlanningContext(breakers: ["a": .open, "b": .open]))
        #expect(decision.tool == "c")
        #expect(decision.matchedRule == "r")
        #expect(decision.fallbacks == [])
        #expect(decision.excluded.map(\.name) == ["a", "b"])
        #expect(decision.explanation.contains("a is not used: its breaker is open"))
        #expect(decision.explanation.contains("c takes its place, as the rule's fallback"))
    }

    @Test("S3b open breaker: a rule none of whose tools may be used gives way to the next, and that is said")
    func passedOver() throws {
        let rules = [rule("one", priority: 2, use: "a"), rule("two", priority: 1, use: "b")]
        let decision = try plan(rules, tools: abc, context: PlanningContext(breakers: ["a": .open]))
        #expect(decision.matchedRule == "two")
        #expect(decision.explanation.contains("rule one is passed over: none of its tools may be used now"))
    }

    @Test("S3b open breaker: an unregistered tool gives way to the first fallback that may be used")
    func unregisteredTool() throws {
        let rules = [rule(use: "kmean", fallbacks: ["zzz", "b", "c"])]
        let decision = try plan(
            rules,
            tools: [tool("kmeans"), tool("b"), tool("c")],
            context: PlanningContext(breakers: ["b": .open])
        )
        #expect(decision.tool == "c")
        #expect(decision.excluded.first { $0.name == "kmean" }?.reason == "no tool has that name; did you mean kmeans?")
    }

    @Test("S3b open breaker: a half-open breaker lets the tool be used, and that is said")
    func halfOpen() throws {
        let decision = try plan([rule(use: "a")], tools: abc, context: PlanningContext(breakers: ["a": .halfOpen]))
        #expect(decision.tool == "a")
        #expect(decision.explanation.contains("the breaker of a is half open: this call is a probe"))
    }

    @Test("S3b result fallbacks: none is the selected tool, unregistered, open or unable to take the request")
    func resultFallbacks() throws {
        let tools = abc + [tool("d", requires: ["never"]), tool("e")]
        let rules = [rule(use: "a", fallbacks: ["zzz", "c", "d", "b", "e"])]
        let context = PlanningContext(breakers: ["b": .open], preferences: PlanningPreferences(excludedTools: ["e"]))
        let decision = try plan(rules, request: ["x": 1], tools: tools, context: context)
        #expect(decision.fallbacks == ["c"])
        #expect(decision.excluded.map(\.name) == ["b", "d", "e", "zzz"])
        let other = PlanningContext(breakers: ["a": .open])
        #expect(try plan([rule(use: "a", fallbacks: ["b", "c"])], tools: abc, context: other).fallbacks == ["c"])
    }

    @Test(
        "S3b options merge: the caller's options win over the rule's, those over the tool's, and nothing given changes"
    )
    func optionsMerge() throws {
        let given: Object = ["k": 2, "mine": true]
        let request: Value = ["q": 1]
        let rules = [rule(use: "a", options: ["k": 7, "epsilon": 0.5, "style": "long"]) { _, _, _ in ["k": 8] }]
        let tools = [tool("a", options: ["k": 4, "epsilon": 0.1, "style": "short", "depth": 1])]
        let decision = try plan(rules, request: request, options: given, tools: tools)
        #expect(
            decision.options == [
                "k": 2, "mine": true, "epsilon": 0.5, "style": "long", "depth": 1, "max_parallel": 10,
            ]
        )
        #expect(try plan(rules, request: request, tools: tools).options["k"] == 8)
        #expect(given == ["k": 2, "mine": true])
        #expect(request == ["q": 1])
    }

    @Test("S3b default plan: all breakers open is an error that says so and may be tried again")
    func allOpen() {
        let context = PlanningContext(breakers: ["a": .open, "b": .open, "c": .open])
        let error = failure { () throws(AssayError) in try plan([rule(use: "a")], tools: abc, context: context) }
        #expect(error?.code == .noToolAvailable)
        #expect(error?.isRetryable == true)
        #expect(error?.message.hasPrefix("the breakers of all tools are open: a: its breaker is open; b: ") == true)
    }

    @Test(
        "S3b default plan: defaults are k 3, epsilon 0.2 and max_parallel 10, below the tool's own, and k 2 on a small budget"
    )
    func defaultPlan() throws {
        let general: Object = ["k": 3, "epsilon": 0.2, "max_parallel": 10]
        #expect(try plan(tools: abc).options == general)
        #expect(try plan(tools: [tool("a", options: ["k": 9])]).options["k"] == 9)
        for (budget, k) in [
            (Budget(tokens: 999), 2), (Budget(tokens: 1000), 3), (Budget(costUSD: 0.049), 2),
            (Budget(costUSD: 0.05), 3),
            (Budget(tokens: 5000, costUSD: 0.01), 2), (Budget(timeMS: 1), 3),
        ] {
            let decision = try plan(tools: abc, context: PlanningContext(budget: budget))
            #expect(decision.options["k"] == Value(k))
        }
    }

    @Test("S3b default plan: the next two tools are fallbacks, no rule is named, and the choice is not called certain")
    func defaultFallbacks() throws {
        let decision = try plan(tools: [tool("d"), tool("c"), tool("b"), tool("a")])
        #expect(decision.tool == "a")
        #expect(decision.fallbacks == ["b", "c"])
        #expect(decision.matchedRule == nil)
        #expect(decision.confidence < 0.05)
        #expect(decision.explanation.contains("this is little more than a guess: name the tool, or add a rule"))
    }

    @Test("S3b estimates: cost is that of k calls, time that of ⌈k / max_parallel⌉ rounds, unknown is unknown")
    func estimates() throws {
        let usage = Usage(tokens: 100, costUSD: 0.25, timeMS: 40)
        let options: Object = ["k": 7, "max_parallel": 3]
        let estimate = try plan(options: options, tools: [tool("a", usage: usage)]).estimate
        #expect(estimate.tokens == 700)
        #expect(estimate.costUSD == 1.75)
        #expect(estimate.durationMS == 120)
        let unknown = try plan(options: options, tools: [tool("a")]).estimate
        #expect(unknown.costUSD == nil && unknown.durationMS == nil && unknown.tokens == nil)
    }

    @Test("S3b helpers: the type rule has priority 10, the budget rule 8, the keyword rule 5")
    func helperPriorities() {
        let action = RuleAction(tool: "a")
        #expect(PlanningRule.forType("t", action: action).priority == 10)
        #expect(PlanningRule.budgetAware(action: action).priority == 8)
        #expect(PlanningRule.forKeywords(["w"], action: action).priority == 5)
    }

    @Test("S3b no tools: planning without tools is an error that says what to do")
    func noTools() {
        let error = failure { () throws(AssayError) in try plan([rule(use: "a")], tools: []) }
        #expect(error?.code == .noToolAvailable)
        #expect(error?.message == "no tools are registered; load a plugin or register a tool first")
    }
}
