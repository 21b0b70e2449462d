public import AssayCore

extension YAMLNode {
    /// The member of that name, or `nil` when this is no mapping or has none.
    public subscript(key: String) -> YAMLNode? {
        guard case .mapping(let members) = content else { return nil }
        return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.node
    }

    /// The members of a mapping, in the order they are written.
    ///
    /// - Throws: ``AssayError/Code/invalidDocument`` when this is no mapping.
    public func members() throws(AssayError) -> [Member] {
        if case .mapping(let members) = content { return members }
        throw failure("must be a mapping, not \(kind)")
    }

    /// The member of that name.
    ///
    /// - Throws: ``AssayError/Code/invalidDocument`` when this is no mapping, or has no such key.
    public func member(_ key: String) throws(AssayError) -> YAMLNode {
        guard let node = try member(ifPresent: key) else { throw failure("must have the key \(YAMLPath.shown(key))") }
        return node
    }

    /// The member of that name, or `nil` when there is none.
    ///
    /// - Throws: ``AssayError/Code/invalidDocument`` when this is no mapping.
    public func member(ifPresent key: String) throws(AssayError) -> YAMLNode? {
        _ = try members()
        return self[key]
    }

    /// Refuses a mapping with keys nobody reads, because such a key is a spelling mistake.
    ///
    /// - Throws: ``AssayError/Code/invalidDocument`` with the place of the first such key, and the known key that is
    ///   most like it or, failing that, all known ones.
    public func refuseUnknownKeys(known: [String]) throws(AssayError) {
        for member in try members() where !known.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) {
            let near = Suggestion.nearest(to: member.key, among: known)
            let advice = near.map { "did you mean \($0)?" } ?? "known keys: \(known.joined(separator: ", "))"
            throw failure("has the unknown key \(YAMLPath.shown(member.key)); \(advice)", at: member.keyPosition)
        }
    }
}
