import Assay
import Foundation

extension CommandSpec {
    static let plan = CommandSpec(
        name: "plan",
        summary: "says which tool would answer a request, and why; runs nothing",
        operands: "REQUEST",
        operandCount: 1...1,
        flags: [
            .rules,
            Flag(name: "k", value: "N", help: "how many replicates are wanted"),
            Flag(name: "budget", value: "LIMITS", help: "for all replicates: tokens=N,cost_usd=X,time_ms=N"),
            Flag(name: "options", value: "JSON|@FILE|-", help: "options for the tool, which win over the planner's"),
        ],
        examples: [
            (
                "assay plan @Examples/Requests/kmeans.json",
                "the tool that fits best, what was excluded, and estimates"
            ),
            (
                "assay plan '{\"csv\":\"Examples/Data/iris.csv\",\"clusters\":3}' --rules Examples/Requests/rules.yaml",
                "the tool a rule names"
            ),
        ]
    ) { arguments, terminal in
        let request = try arguments.json(operand: arguments.operands[0])
        let client = AssayClient()
        let planner = try arguments.planner()
        _ = try await client.load(arguments, terminal)
        let decision = try client.plan(request: request, planner: planner, arguments: arguments)
        terminal.output(terminal.wantsJSON ? decision.value.canonicalJSON + "\n" : decision.text)
        return .success
    }
}

extension AssayClient {
    /// Plans with what the caller has written on the command line.
    func plan(request: Value, planner: RuleBasedPlanner, arguments: ParsedArguments) throws -> PlanDecision {
        try plan(
            request: request,
            options: arguments.plannedOptions(),
            planner: planner,
            context: PlanningContext(budget: arguments.budget())
        )
    }
}

extension ParsedArguments {
    /// The rules of `--rules`; without it the planner goes by fit.
    func planner() throws -> RuleBasedPlanner { try RuleBasedPlanner(rules: rules()?.rules ?? []) }

    /// What the rules of `--rules` count on, by path.
    func plannedPlugins() throws -> [String] {
        guard let path = string(Flag.rules.name), let rules = try rules() else { return [] }
        let folder = URL(filePath: path).deletingLastPathComponent()
        return rules.plugins.map { URL(filePath: $0, relativeTo: folder).path(percentEncoded: false) }
    }

    private func rules() throws -> PlannerRules? {
        try string(Flag.rules.name).map { try PlannerRules(TextFile.read($0), file: $0) }
    }

    func budget() throws -> Budget { try string("budget").map { try Budget(parsing: $0) } ?? Budget() }

    /// What the caller has decided: it wins over whatever the planner would choose.
    func plannedOptions() throws -> Object {
        var options = try json("options")?.object ?? [:]
        options["k"] = try (int("k") ?? seeds()?.count).map { Value($0) }
        options["epsilon"] = try double("epsilon").flatMap { Value(finite: $0) }
        options["max_parallel"] = try int(Flag.maxParallel.name).map { Value($0) }
        options["minimum_confidence"] = try double("min-confidence").flatMap { Value(finite: $0) }
        return options
    }
}

extension PlanDecision {
    /// The decision for people.
    var text: String {
        var lines = [
            "tool        \(([tool] + following).joined(separator: ", "))\(strategy == .single ? "" : " as \(strategy.rawValue)")"
        ]
        lines.append(
            "sure        \(Double(Int(confidence * 1000 + 0.5)) / 1000)\(matchedRule.map { ", by the rule \($0)" } ?? ", by fit")"
        )
        lines += explanation.enumerated().map { ($0 == 0 ? "because     " : "            ") + $1 }
        lines.append("options     \(Value.object(options).canonicalJSON)")
        if !fallbacks.isEmpty { lines.append("fallbacks   \(fallbacks.joined(separator: ", "))") }
        let tokens = estimate.tokens.map { "\($0) tokens" } ?? "tokens unknown"
        let cost = estimate.costUSD.map { "$\($0)" } ?? "cost unknown"
        let time = estimate.durationMS.map { "\($0) ms" } ?? "time unknown"
        lines.append("estimates   \(tokens), \(cost), \(time)")
        lines += excluded.enumerated().map { ($0 == 0 ? "excluded    " : "            ") + "\($1.name): \($1.reason)" }
        return lines.map { Terminal.clean($0) + "\n" }.joined()
    }
}
