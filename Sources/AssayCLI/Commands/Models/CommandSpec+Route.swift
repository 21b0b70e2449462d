import Assay
import Foundation

extension Flag {
    static let strategy = Flag(
        name: "strategy",
        value: "S",
        help: "what counts: balanced (default), cost_optimized, quality, speed, or ucb, which learns by trying"
    )
    static let guide = Flag(
        name: "guide",
        value: "FILE",
        help: "a file of preferred models by task, blocked models and fallback chains"
    )
    static let require = Flag(
        name: "require",
        value: "YAML|@FILE",
        help: "what a model must be or have, such as '{min_coding: 80, max_latency_ms: 4000}'; never relaxed"
    )
    static let model = Flag(name: "model", value: "NAME", help: "ask this model, if it meets the requirements")
    static let outputTokens = Flag(
        name: "max-tokens",
        value: "N",
        help: "the tokens of the answer, for cost and context (default 500)"
    )
    static let explainRoute = Flag(name: "explain", value: nil, help: "show every term of every score")
}

extension CommandSpec {
    static let route = CommandSpec(
        name: "route",
        summary: "says which model would be asked, and why; asks none",
        operands: "PROMPT|@FILE|-",
        operandCount: 1...1,
        flags: [
            .explainRoute, .taskType, .strategy, .require, .guide, .model, .outputTokens, .modelsFile, .check, .store,
        ] + Flag.reaching,
        examples: [
            (
                "assay route 'Write a Python function that reverses a list.' --explain",
                "what the prompt wants done, and how each model scores at it; no key is needed"
            ),
            (
                "assay route @question.txt --strategy cost_optimized --require '{min_reasoning: 80, cost_limit: 0.01}'",
                "the cheapest good one; models that do not qualify are listed with the reason"
            ),
            ("assay route 'Hello!' --check --json", "only models that can be asked from here, as JSON"),
            (
                "assay route 'Hello!' --strategy ucb --store runs.db",
                "by what models did so far, which assay ask --store runs.db records"
            ),
        ]
    ) { arguments, terminal in
        let prompt = try arguments.text(operand: arguments.operands[0])
        let registry = try arguments.modelRegistry()
        let router = ModelRouter(
            registry: registry,
            guide: try arguments.guide(registry),
            history: try await arguments.learnedHistory(terminal)
        )
        _ = try await arguments.providerHealth(registry)
        let decision = try await router.route(
            prompt,
            requirements: arguments.requirements(),
            strategy: arguments.choice(of: RoutingStrategy.self, .strategy) ?? .balanced,
            modelID: arguments.string(Flag.model.name),
            taskType: arguments.choice(of: TaskType.self, .taskType)
        )
        let table = decision.table(isExplained: arguments.has(.explainRoute))
        terminal.output(terminal.wantsJSON ? decision.document.canonicalJSON + "\n" : Terminal.cleanLines(table))
        return .success
    }
}

extension ParsedArguments {
    /// What people decided about models, by `--guide`.
    fileprivate func guide(_ registry: ModelRegistry) throws -> RoutingGuide {
        guard let path = string(Flag.guide.name) else { return RoutingGuide() }
        return try RoutingGuide(TextFile.read(path), file: path, registry: registry)
    }

    /// What a model must be or have, by `--require`.
    fileprivate func requirements() throws -> ModelRequirements {
        var requirements = ModelRequirements()
        if let text = string(Flag.require.name) {
            let isFile = text.hasPrefix("@")
            let path = String(text.dropFirst())
            requirements = try ModelRequirements(
                isFile ? TextFile.read(path) : text,
                file: isFile ? path : "--require"
            )
        }
        guard let tokens = try int(Flag.outputTokens.name) else { return requirements }
        guard (1...1_000_000_000).contains(tokens) else {
            throw UsageError("--max-tokens must be a whole number from 1 to 1,000,000,000")
        }
        requirements.outputTokens = tokens
        return requirements
    }

    /// What models did so far, by the store that `--store` or the environment names; looking makes no file.
    fileprivate func learnedHistory(_ terminal: Terminal) async throws -> any ModelHistory {
        let path = string(Flag.store.name) ?? ProcessInfo.processInfo.environment["ASSAY_STORE"] ?? ""
        guard !path.isEmpty else { return InMemoryModelHistory() }
        guard FileManager.default.fileExists(atPath: path) else {
            terminal.note("note: there is no store at \(Terminal.clean(path)) yet, so nothing was learned")
            return InMemoryModelHistory()
        }
        return SQLiteModelHistory(try await SQLiteStateStore(path: path))
    }
}
