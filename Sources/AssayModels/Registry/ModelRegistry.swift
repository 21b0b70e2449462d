public import AssayCore
internal import Synchronization

/// The models an application may ask, by name.
public final class ModelRegistry: Sendable {
    private let table = Mutex(ModelTable())

    /// Creates an empty registry.
    public init() {}

    /// Adds a model.
    ///
    /// - Throws: ``AssayError/Code/duplicateModel`` when its id or an alias is taken, naming both models;
    ///   ``AssayError/Code/invalidArgument`` for a number that cannot be right.
    public func registerModel(_ model: ModelRecord) throws(AssayError) {
        try model.validate()
        guard let taken = table.withLock({ $0.add(model) }) else { return }
        throw AssayError(
            .duplicateModel,
            "model \(model.id) is refused: the name \(taken.name) belongs to \(taken.owner) already"
        )
    }

    /// Adds a model described as in a model file, without its `id`.
    ///
    /// ```swift
    /// try registry.registerModel("gpt-4", config: [
    ///     "provider": "openai", "model": "gpt-4-turbo", "capabilities": ["reasoning", "coding"],
    ///     "context_window": 128_000, "cost_per_1k_tokens": 0.01,
    /// ])
    /// ```
    ///
    /// - Throws: as ``registerModel(_:)``, and ``AssayError/Code/invalidDocument`` for a key or value that a model file may
    ///   not have either.
    public func registerModel(_ id: String, config: Object) throws(AssayError) {
        try registerModel(try ModelFile.record(id: id, config: config))
    }

    /// Removes a model; calls that use it go on.
    ///
    /// - Returns: the model, or `nil` when there was none of that id.
    @discardableResult
    public func unregisterModel(_ id: String) -> ModelRecord? { table.withLock { $0.remove(id) } }

    /// The model of an id, alias or wire name; `nil` when there is none, or a wire name belongs to several.
    ///
    /// `provider/wire-name` tells models of one wire name apart.
    public func getModel(_ name: String) -> ModelRecord? {
        let found = table.withLock { $0.candidates(named: name) }
        return found.count == 1 ? found[0] : nil
    }

    /// The model of an id, alias or wire name.
    ///
    /// - Throws: ``AssayError/Code/unknownModel`` with the name that comes nearest, or the ids that share a wire name.
    public func model(named name: String) throws(AssayError) -> ModelRecord {
        let (found, names) = table.withLock { ($0.candidates(named: name), $0.allNames) }
        if found.count == 1 { return found[0] }
        guard found.isEmpty else {
            let ids = found.map(\.id).joined(separator: ", ")
            throw AssayError(.unknownModel, "several models have that wire name: \(ids); use one of these ids")
        }
        let nearest = Suggestion.nearest(to: name, among: names)
        let near = nearest.map { [$0] } ?? Suggestion.near(name, among: names, limit: 3)
        let advice = near.isEmpty ? nil : "did you mean \(near.joined(separator: " or "))?"
        throw AssayError(.unknownModel, "no model has that name; " + (advice ?? Self.list(names)))
    }

    private static func list(_ names: [String]) -> String {
        guard !names.isEmpty else { return "no models are registered" }
        let shown = names.sorted().prefix(20).joined(separator: ", ")
        return "known models: " + shown + (names.count > 20 ? " and \(names.count - 20) more" : "")
    }

    /// The models a filter lets through, in the order they were registered.
    public func listModels(_ filter: ModelFilter = ModelFilter()) -> [ModelRecord] {
        table.withLock { table in
            table.models.filter { filter.matches($0, table.availability[$0.id] ?? .unknown) }
        }
    }

    /// Whether a model can be asked now.
    public func availability(of id: String) -> ModelAvailability {
        table.withLock { $0.availability[id] ?? .unknown }
    }

    /// Notes whether a model can be asked now.
    public func setAvailability(_ availability: ModelAvailability, of id: String) {
        table.withLock { $0.setAvailability(availability, of: id) }
    }

    /// What a call of a model cost, in US dollars; `nil` when unknown.
    public func cost(of usage: ModelUsage, model name: String) -> Double? { getModel(name)?.cost(usage) }
}

extension AssayError.Code {
    /// A model of that name is registered already.
    public static let duplicateModel = Self(rawValue: "duplicate_model")
}
