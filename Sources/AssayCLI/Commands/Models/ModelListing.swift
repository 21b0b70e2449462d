import Assay

/// The models a command line asks for, as a table or a document.
struct ModelListing {
    private let registry: ModelRegistry
    private let models: [ModelRecord]
    private let task: TaskType?
    private let health: [ProviderHealth]?

    /// Filters the models by the options.
    ///
    /// With a task the best at it come first, and those of which that is unknown are left out.
    init(_ registry: ModelRegistry, _ arguments: ParsedArguments, health: [ProviderHealth]?) throws {
        self.registry = registry
        self.health = health
        task = try arguments.choice(of: TaskType.self, .modelTask)
        let filter = try ModelFilter(
            provider: arguments.registeredProvider(in: registry),
            isLocal: arguments.has(.local) ? true : nil
        )
        let words = try arguments.capabilityWords(in: registry)
        let most = try arguments.double(Flag.maxCost.name)
        guard most ?? 0 >= 0 else { throw UsageError("--max-cost must be 0 or more") }
        let found = registry.listModels(filter).filter { model in
            let isCheap = most.map { most in model.price.map { $0.blended <= most } ?? false } ?? true
            return isCheap && words.allSatisfy(model.words.contains)
        }
        guard let task else {
            models = found.sorted { ($0.provider, $0.id) < ($1.provider, $1.id) }
            return
        }
        models = found.filter { $0.score(for: task) ?? 0 > 0 }
            .sorted { (-($0.score(for: task) ?? 0), $0.id) < (-($1.score(for: task) ?? 0), $1.id) }
    }

    var document: Value {
        var members: Object = [
            "models": .array(
                models.map { model in
                    var object = model.document.object ?? [:]
                    object["availability"] = .string(registry.availability(of: model.id).name)
                    object["unavailable_because"] = .orNull(registry.availability(of: model.id).reason)
                    return .object(object)
                }
            )
        ]
        members["providers"] = health.map { .array($0.map(\.document)) }
        return .object(members)
    }

    var text: String {
        var text = health.map { ColumnTable($0.map(\.line)).text + "\n" } ?? ""
        guard !models.isEmpty else { return text + "no model fits; leave out a filter\n" }
        var head = ["model", "provider", "context", "in", "out", "reasoning", "coding", "speed"]
        if let task { head.insert(task.rawValue, at: 2) }
        let last = health == nil ? "can" : "now"
        let numeric = Set(2..<head.count)
        text += ColumnTable([head + [last]] + models.map(row), numeric: numeric).text
        return text + "\nin and out: US dollars per million tokens; assay models NAME says where a price comes from\n"
    }

    private func row(_ model: ModelRecord) -> [String] {
        var cells = [
            model.id, model.provider, model.contextWindow.map(String.init) ?? "unknown",
            (model.price?.input).plain, (model.price?.output).plain, model.scores.reasoning.plain,
            model.scores.coding.plain, model.scores.speed.plain,
        ]
        if let task { cells.insert(model.score(for: task).plain, at: 2) }
        let availability = registry.availability(of: model.id)
        let can = (model.features.map(\.rawValue) + model.capabilities).sorted().joined(separator: " ")
        return cells + [health == nil ? can : availability.reason ?? availability.name]
    }
}

extension ModelRecord {
    /// The words it can be looked for by.
    fileprivate var words: Set<String> { capabilities.union(features.map(\.rawValue)) }
}

extension Double? {
    /// The number without needless digits, or that it is unknown.
    var plain: String {
        guard let self else { return "unknown" }
        return Int64(exactly: self).map(String.init) ?? String(self)
    }
}

extension ModelAvailability {
    /// A word for it.
    var name: String {
        switch self {
        case .unknown: "not checked"
        case .ready: "ready"
        case .loadable: "loadable"
        case .unavailable: "unavailable"
        }
    }

    /// Why it cannot be asked; `nil` where it can.
    var reason: String? { if case .unavailable(let reason) = self { reason } else { nil } }
}

extension ParsedArguments {
    /// The provider of `--provider` by its name in the registry; `gemini` finds the models of `google`.
    fileprivate func registeredProvider(in registry: ModelRegistry) throws -> String? {
        guard let name = string(Flag.provider.name) else { return nil }
        let names = Set(registry.listModels().map(\.provider))
        if names.contains(name) { return name }
        let known = KnownProvider.all.first { $0.id == name }
        if let known { return known.registryName }
        throw UsageError("no model has the provider of --provider" + Self.advice(name, among: names))
    }

    /// The words of `--capability`, which some model must have.
    fileprivate func capabilityWords(in registry: ModelRegistry) throws -> [String] {
        let features = Set(ModelFeature.allCases.map(\.rawValue))
        let words = registry.listModels().reduce(into: features) { $0.formUnion($1.words) }
        for word in strings(.capability) where !words.contains(word) {
            throw UsageError("no model is described by a word of --capability" + Self.advice(word, among: words))
        }
        return strings(.capability)
    }

    private static func advice(_ word: String, among names: Set<String>) -> String {
        let names = names.sorted()
        let near = Suggestion.nearest(to: word, among: names).map { "; did you mean \($0)?" }
        return near ?? "; there are \(names.joined(separator: ", "))"
    }
}
