internal import AssayCore

/// Reads the names of types.
struct TypeReader {
    let structures: [String: ForeignStructure]

    static let scalars = ForeignScalar.allCases.map(\.rawValue)
    static let pointers = ["cstring", "bytes", "array", "pointer", "callback"]
    static let reserved = Set(scalars + pointers + ["void"])

    /// A scalar or struct by name, if it is one.
    func layout(_ name: String) -> ForeignLayout? {
        ForeignScalar(rawValue: name).map(ForeignLayout.scalar) ?? structures[name].map(ForeignLayout.structure)
    }

    /// A scalar or struct.
    func layout(_ node: ManifestNode) throws(AssayError) -> ForeignLayout {
        let name = try node.text()
        guard let layout = layout(name) else {
            throw node.failure(Self.unknown(name, among: Self.scalars + structures.keys.sorted()))
        }
        return layout
    }

    func scalar(_ node: ManifestNode) throws(AssayError) -> ForeignScalar {
        let name = try node.text()
        guard let scalar = ForeignScalar(rawValue: name) else {
            throw node.failure(Self.unknown(name, among: Self.scalars))
        }
        return scalar
    }

    /// What memory behind a pointer of that type holds; `nil` when the name is of no such type.
    func content(_ name: String, of node: ManifestNode) throws(AssayError) -> ForeignContent? {
        switch name {
        case "cstring": return .text
        case "bytes": return .bytes
        case "array": return .array(try layout(node.required("element")))
        default: return nil
        }
    }

    func unknownType(_ name: String, extra: [String]) -> String {
        Self.unknown(name, among: Self.scalars + extra + structures.keys.sorted())
    }

    static func unknown(_ name: String, among known: [String]) -> String {
        if name.hasPrefix(DraftSlot.open) {
            return "the type is still open (\(ManifestNode.shown(name))), as the draft left it; write one of"
                + " \(known.joined(separator: ", "))"
        }
        return "unknown type \(ManifestNode.shown(name)); the types are \(known.joined(separator: ", "))"
    }
}
