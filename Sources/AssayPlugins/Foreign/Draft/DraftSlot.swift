/// A parameter or the result of a drafted function.
struct DraftSlot: Sendable, Hashable {
    let name: String
    /// The type as manifests spell it, or `?` and what is known about it.
    let type: String
    /// What a person should decide.
    var note: String?

    static let open = "?"

    var isOpen: Bool { type.hasPrefix(Self.open) }

    /// A type that only a person can choose.
    static func open(_ name: String, _ known: String, _ note: String) -> DraftSlot {
        DraftSlot(name: name, type: "\(open) \(known)", note: note)
    }
}
