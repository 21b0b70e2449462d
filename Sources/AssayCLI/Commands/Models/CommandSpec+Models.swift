import Assay
import Foundation

extension Flag {
    static let provider = Flag(name: "provider", value: "P", help: "only models of this provider")
    static let capability = Flag(
        name: "capability",
        value: "WORD",
        help: "only models that can this: vision, audio, functions, structured_output, or a word such as coding",
        isRepeatable: true
    )
    static let modelTask = Flag(
        name: "task",
        value: "T",
        help: "the best at this kind of task first, such as code_generation; others are left out"
    )
    static let maxCost = Flag(
        name: "max-cost",
        value: "USD",
        help: "at most this for a million tokens, three read for one written; unknown prices are left out"
    )
    static let local = Flag(name: "local", value: nil, help: "only models on machines of your own")
}

extension CommandSpec {
    static let models = CommandSpec(
        name: "models",
        summary: "lists the models that can be asked, or describes one",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [.provider, .capability, .modelTask, .maxCost, .local, .check, .modelsFile] + Flag.reaching,
        examples: [
            ("assay models", "every model with window, prices and scores"),
            ("assay models gpt-5-mini", "one model: prices with their source, what it can, what it takes"),
            ("assay models --task code_generation --max-cost 2", "the best coders below two dollars a million tokens"),
            ("assay models --check", "which providers have a key, which local servers answer and what they have"),
            ("assay models --models-file models.yaml --json", "with models of your own, as JSON"),
        ]
    ) { arguments, terminal in
        let registry = try arguments.modelRegistry()
        guard let name = arguments.operands.first else {
            let health = try await arguments.providerHealth(registry)
            let listing = try ModelListing(registry, arguments, health: health)
            terminal.output(terminal.wantsJSON ? listing.document.canonicalJSON + "\n" : listing.text)
            return .success
        }
        if let filter = [Flag.provider, .capability, .modelTask, .maxCost, .local].first(where: arguments.has) {
            throw UsageError("--\(filter.name) belongs to the list: leave out NAME")
        }
        _ = try await arguments.providerHealth(registry)
        let model = try registry.model(named: name)
        let detail = ModelDetail(model: model, availability: registry.availability(of: model.id))
        terminal.output(terminal.wantsJSON ? detail.document.canonicalJSON + "\n" : detail.text)
        return .success
    }
}

extension ParsedArguments {
    /// What was found out about the providers, and is noted in the registry; `nil` without `--check`.
    func providerHealth(_ registry: ModelRegistry) async throws -> [ProviderHealth]? {
        guard has(.check) else { return nil }
        let environment = ProcessInfo.processInfo.environment
        let setup = ProviderSetup(
            keys: try ProviderKeys(self, environment: environment),
            environment: environment,
            client: try httpClient(),
            registry: registry
        )
        return try await ProviderHealth.all(setup, registry: registry)
    }
}
