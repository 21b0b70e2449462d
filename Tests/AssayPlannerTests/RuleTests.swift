import AssayCore
import AssayEngine
import Testing

@Suite("Rules")
struct RuleTests {
    private func complaint(_ action: RuleAction) -> String? {
        failure { () throws(AssayError) in try RuleBasedPlanner(rules: [PlanningRule(name: "r", action: action)]) }?
            .message
    }

    @Test("Actions no plan could follow are refused, naming the rule")
    func badActions() {
        #expect(
            complaint(RuleAction(tool: "a", fallbacks: ["b", "a"]))
                == "rule r: the fallbacks of a must not name a itself: that is a cycle"
        )
        #expect(
            complaint(RuleAction(tool: "a", fallbacks: ["b", "b"]))
                == "rule r: the fallbacks of a must name each tool once"
        )
        #expect(complaint(RuleAction(tool: "a b")) == "rule r: it names a tool as no tool can be named")
        #expect(
            complaint(RuleAction(tool: "a", strategy: .chain))
                == "rule r: the strategy chain needs at least one following tool"
        )
        #expect(
            complaint(RuleAction(tool: "a", following: ["b"])) == "rule r: the strategy single has no following tools"
        )
        #expect(
            complaint(RuleAction(tool: "a", strategy: .parallel, following: ["b", "a"]))
                == "rule r: the strategy parallel must name each tool once"
        )
        #expect(complaint(RuleAction(tool: "a", strategy: .chain, following: ["b", "a"])) == nil)
    }

    @Test("Two rules with one name are refused")
    func duplicateNames() {
        let error = failure { () throws(AssayError) in try RuleBasedPlanner(rules: [rule(use: "a"), rule(use: "b")]) }
        #expect(error?.message == "two rules are named r; each name may be given once")
    }

    @Test("Rules whose fallbacks name each other make no cycle, because fallbacks are not followed further")
    func mutualFallbacks() throws {
        let rules = [rule("one", use: "a", fallbacks: ["b"]), rule("two", use: "b", fallbacks: ["a"])]
        let tools = [tool("a"), tool("b"), tool("c")]
        #expect(try plan(rules, tools: tools).fallbacks == ["b"])
        let open = PlanningContext(breakers: ["a": .open, "b": .open])
        let decision = try plan(rules, tools: tools, context: open)
        #expect(decision.tool == "c")
        #expect(decision.matchedRule == nil)
    }

    @Test("A rule that matches and names no tool there is an error with the name that was meant")
    func rulesForMissingTools() {
        let tools = [tool("kmeans")]
        let error = failure { () throws(AssayError) in try plan([rule(use: "kmaens", fallbacks: ["zzz"])], tools: tools)
        }
        #expect(error?.code == .unknownTool)
        #expect(error?.message == "rule r: no tool is named kmaens; did you mean kmeans?")
        #expect(
            failure { () throws(AssayError) in try plan([rule(use: "far_off")], tools: tools) }?.code == .unknownTool
        )
    }

    @Test("A rule's tool stands although the request does not fit it, and that is said")
    func unfitRequest() throws {
        let tools = [tool("a", requires: ["x"]), tool("b")]
        let decision = try plan([rule(use: "a")], request: ["y": 1], tools: tools)
        #expect(decision.tool == "a")
        #expect(
            decision.explanation.contains {
                $0.hasPrefix("a is going to refuse this: the request breaks its input schema")
            }
        )
    }

    @Test("What one rule passed over and a later one chose is not among the excluded")
    func laterChoice() throws {
        let tools = [tool("a"), tool("b", requires: ["x"])]
        let rules = [rule("one", priority: 1, use: "a", fallbacks: ["b"]), rule("two", use: "b")]
        let decision = try plan(
            rules,
            request: ["y": 1],
            tools: tools,
            context: PlanningContext(breakers: ["a": .open])
        )
        #expect(decision.matchedRule == "two" && decision.tool == "b")
        #expect(decision.excluded.map(\.name) == ["a"])
    }

    @Test("A chain keeps its order, and is not run with a part missing")
    func chain() throws {
        let action = RuleAction(tool: "a", fallbacks: ["d"], strategy: .chain, following: ["b", "a"])
        let rules = [PlanningRule(name: "r", action: action)]
        let tools = [tool("a"), tool("b"), tool("d")]
        let whole = try plan(rules, tools: tools)
        #expect(
            whole.strategy == .chain && whole.tool == "a" && whole.following == ["b", "a"] && whole.fallbacks == ["d"]
        )
        let broken = try plan(rules, tools: tools, context: PlanningContext(breakers: ["b": .open]))
        #expect(broken.strategy == .single && broken.tool == "d" && broken.following == [])
        #expect(broken.explanation.contains("the chain is not run, because a part of it is missing"))
    }

    @Test(
        "Tools beside each other do without those that may not be used",
        arguments: [ExecutionStrategy.parallel, .conditional]
    )
    func parallel(strategy: ExecutionStrategy) throws {
        let action = RuleAction(tool: "a", fallbacks: ["b"], strategy: strategy, following: ["b", "c"])
        let rules = [PlanningRule(name: "r", action: action)]
        let tools = [tool("a"), tool("b"), tool("c")]
        let all = try plan(rules, tools: tools)
        #expect(all.strategy == strategy && all.following == ["b", "c"] && all.fallbacks == [])
        let some = try plan(rules, tools: tools, context: PlanningContext(breakers: ["c": .open]))
        #expect(some.strategy == strategy && some.following == ["b"])
        let alone = try plan(rules, tools: tools, context: PlanningContext(breakers: ["b": .open, "c": .open]))
        #expect(alone.strategy == .single && alone.following == [])
        #expect(alone.explanation.contains("c is left out: its breaker is open"))
    }
}

@Suite("Rule helpers")
struct RuleHelperTests {
    private let tools = [tool("a"), tool("b")]

    private func matches(_ rule: PlanningRule, _ request: Value) throws -> Bool {
        try plan([rule], request: request, tools: tools).matchedRule != nil
    }

    @Test("The type rule matches the member type exactly")
    func typeRule() throws {
        let rule = PlanningRule.forType("regression", action: RuleAction(tool: "b"))
        #expect(try matches(rule, ["type": "regression"]))
        #expect(try !matches(rule, ["type": "Regression"]))
        #expect(try !matches(rule, ["kind": "regression"]))
        #expect(rule.name == "type:regression")
    }

    @Test("The keyword rule matches whole words in any text of the request, in any case")
    func keywordRule() throws {
        let rule = PlanningRule.forKeywords(["art", "line of best fit", "ÉTÉ"], action: RuleAction(tool: "b"))
        #expect(try matches(rule, ["a": ["b": [1, "modern ART!"]]]))
        #expect(try matches(rule, ["a": "The line-of-best-fit."]))
        #expect(try matches(rule, ["a": "en été"]))
        #expect(try !matches(rule, ["a": "start at the party"]))
        #expect(try !matches(rule, ["a": "best line of fit"]))
        #expect(try !matches(rule, ["art": 1]))
        let context = PlanningContext(preferences: PlanningPreferences(preferredTools: ["art"]))
        #expect(try plan([rule], options: ["style": "art"], tools: tools, context: context).matchedRule == nil)
        #expect(try !matches(PlanningRule.forKeywords(["", "…"], action: RuleAction(tool: "b")), ["a": "x"]))
    }

    @Test("The budget rule takes 2 replicates on a small budget, else 5, and keeps the action's other options")
    func budgetRule() throws {
        let action = RuleAction(tool: "b", options: ["k": 9, "x": 1]) { _, _, _ in ["y": 2, "k": 8] }
        let rules = [PlanningRule.budgetAware(action: action)]
        for (budget, k) in [
            (Budget(), 5), (Budget(tokens: 1999), 2), (Budget(tokens: 2000), 5), (Budget(costUSD: 0.09), 2),
            (Budget(costUSD: 0.10), 5), (Budget(tokens: 9000, costUSD: 0.01), 2),
        ] {
            let decision = try plan(rules, tools: tools, context: PlanningContext(budget: budget))
            #expect(decision.options["k"] == Value(k))
            #expect(decision.toolOptions == ["x": 1, "y": 2])
        }
        #expect(try plan(rules, options: ["k": 1], tools: tools).options["k"] == 1)
    }
}
