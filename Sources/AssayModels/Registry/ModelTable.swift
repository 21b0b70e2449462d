import AssayCore

/// The models of a registry with the names they are found by.
///
/// Ids and aliases are one namespace without duplicates. A wire name finds a model where it belongs to one only: two
/// providers may offer the same model.
struct ModelTable {
    /// The models, in the order they were registered.
    private(set) var models: [ModelRecord] = []
    private(set) var availability: [String: ModelAvailability] = [:]
    /// Ids and aliases, each with the id it stands for.
    private var names: [String: String] = [:]

    /// Adds a model, or returns the name that is taken with the id that has it.
    mutating func add(_ model: ModelRecord) -> (name: String, owner: String)? {
        let own = [model.id] + model.aliases
        for (place, name) in own.enumerated() {
            if let owner = names[name] { return (name, owner) }
            if own[..<place].contains(name) { return (name, model.id) }
        }
        for name in own { names[name] = model.id }
        models.append(model)
        return nil
    }

    mutating func remove(_ id: String) -> ModelRecord? {
        guard let place = models.firstIndex(where: { $0.id == id }) else { return nil }
        names = names.filter { $0.value != id }
        availability[id] = nil
        return models.remove(at: place)
    }

    mutating func setAvailability(_ value: ModelAvailability, of id: String) { availability[id] = value }

    /// The models a name may mean: one for an id or alias, otherwise all with that wire name.
    func candidates(named name: String) -> [ModelRecord] {
        if let id = names[name] { return models.filter { $0.id == id } }
        return models.filter { $0.wireName == name || "\($0.provider)/\($0.wireName)" == name }
    }

    /// Every name a person may have meant.
    var allNames: [String] { models.flatMap { [$0.id] + $0.aliases } }
}
