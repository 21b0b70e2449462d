import AssayCore
import AssayEngine
import AssayStatistics
import Testing

@Suite("What holds for every plan")
struct PlannerPropertyTests {
    private let names = ["a", "b", "c", "d", "e"]

    @Test("Fallbacks are usable and new, options are the caller's, and the order of tools does not matter")
    func invariants() throws {
        var random = SplitMix64(seed: 7)
        var plans = 0
        for _ in 0..<400 {
            let rules = try rules(&random)
            let tools = names.prefix(4).filter { _ in Bool.random(using: &random) }.map { tool($0, options: ["k": 4]) }
            let context = PlanningContext(
                breakers: Dictionary(
                    uniqueKeysWithValues: names.map {
                        ($0, BreakerState.allCases.randomElement(using: &random) ?? .open)
                    }
                )
            )
            do throws(AssayError) {
                let decision = try plan(rules, request: ["q": 1], options: ["k": 2], tools: tools, context: context)
                plans += 1
                check(decision, tools, context)
                let again = try plan(
                    rules,
                    request: ["q": 1],
                    options: ["k": 2],
                    tools: tools.reversed(),
                    context: context
                )
                #expect(again.value == decision.value)
            } catch {
                #expect([.noToolAvailable, .unknownTool].contains(error.code))
            }
        }
        #expect(plans > 100)
    }

    private func rules(_ random: inout SplitMix64) throws -> [PlanningRule] {
        try (0..<Int.random(in: 0...3, using: &random)).map { index in
            let order = names.shuffled(using: &random)
            let condition = try RuleCondition("q", .gt, .integer(Int64.random(in: 0...1, using: &random)))
            return rule(
                "r\(index)",
                priority: Int.random(in: 0...2, using: &random),
                when: [condition],
                use: order[0],
                options: ["k": 7],
                fallbacks: Array(order[1..<Int.random(in: 1...5, using: &random)])
            )
        }
    }

    private func check(_ decision: PlanDecision, _ tools: [ToolDescriptor], _ context: PlanningContext) {
        let registered = Set(tools.map(\.name))
        let named = [decision.tool] + decision.fallbacks
        #expect(Set(named).count == named.count)
        #expect(named.allSatisfy { registered.contains($0) && context.breakers[$0] != .open })
        #expect(decision.options["k"] == 2)
        #expect(decision.excluded.allSatisfy { !named.contains($0.name) && !$0.reason.isEmpty })
        #expect((0...1).contains(decision.confidence))
        #expect(!decision.explanation.isEmpty)
    }
}
