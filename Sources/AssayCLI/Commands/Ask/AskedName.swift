import Assay

/// A provider with one of its models, as people write them.
typealias AskedName = (provider: KnownProvider, model: String)

extension ParsedArguments {
    /// The models of `--models`: `provider/model`, or the name of a model that is registered.
    func modelNames() throws -> [AskedName] {
        guard let text = string(Flag.models.name) else {
            throw UsageError(
                "--models is needed: provider/model, several separated by commas; mock/small needs no network"
            )
        }
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let registry = try names.allSatisfy { $0.contains("/") } ? nil : modelRegistry()
        return try names.map { name in
            guard let registry, !name.contains("/") else { return try KnownProvider.parse(name) }
            return try Self.registered(name, registry)
        }
    }

    /// A registered model, by its id or an alias; it is asked by its name on the wire.
    private static func registered(_ name: String, _ registry: ModelRegistry) throws -> AskedName {
        guard let model = registry.getModel(name) else {
            let names = registry.listModels().flatMap { [$0.id] + $0.aliases }
            let near = Suggestion.nearest(to: name, among: names).map { "; did you mean \($0)?" }
            throw UsageError(
                "a model is named provider/model, or as assay models lists it\(near ?? ", such as openai/gpt-5-mini")"
            )
        }
        guard let provider = KnownProvider.all.first(where: { $0.registryName == model.provider }) else {
            let provider = Terminal.clean(model.provider)
            throw UsageError("\(model.id) is a model of \(provider), which assay ask cannot reach")
        }
        return (provider, model.wireName)
    }
}
