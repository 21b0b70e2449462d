internal import AssayCore

/// Reads the structs of a manifest, which may hold one another in any order but never themselves.
struct StructureReader {
    private let nodes: [String: ManifestNode]
    private let names: [String]

    init(node: ManifestNode?) throws(AssayError) {
        guard let node else {
            (nodes, names) = ([:], [])
            return
        }
        let keys = Array(try node.object().keys)
        guard keys.count <= 256 else { throw node.failure("has \(keys.count) structs; at most 256 are allowed") }
        var nodes: [String: ManifestNode] = [:]
        for key in keys {
            let member = try node.required(key)
            guard ToolReader.isName(key), !TypeReader.reserved.contains(key) else {
                throw member.failure("a struct needs a name that is a word and no other type's")
            }
            nodes[key] = member
        }
        (self.nodes, names) = (nodes, keys)
    }

    func all() throws(AssayError) -> [String: ForeignStructure] {
        var done: [String: ForeignStructure] = [:]
        for name in names { _ = try structure(name, within: [], &done) }
        return done
    }

    private func structure(
        _ name: String,
        within outer: [String],
        _ done: inout [String: ForeignStructure]
    ) throws(AssayError) -> ForeignStructure? {
        if let known = done[name] { return known }
        guard let node = nodes[name] else { return nil }
        guard !outer.contains(name) else {
            throw node.failure("contains itself: \((outer + [name]).joined(separator: " > "))")
        }
        guard outer.count < ForeignStructure.depthLimit else {
            throw node.failure("structs are nested more than \(ForeignStructure.depthLimit) deep")
        }
        var fields: [(name: String, layout: ForeignLayout)] = []
        for element in try node.elements(1...ForeignStructure.fieldLimit) {
            let field = try field(element, within: outer + [name], &done)
            guard !fields.contains(where: { $0.name == field.name }) else {
                throw element.failure("the field name \(field.name) comes twice")
            }
            fields.append(field)
        }
        guard let structure = ForeignStructure(name: name, fields: fields) else {
            throw node.failure("is larger than \(ForeignStructure.sizeLimit) bytes")
        }
        guard Self.depth(of: .structure(structure)) <= ForeignStructure.depthLimit else {
            throw node.failure("structs are nested more than \(ForeignStructure.depthLimit) deep")
        }
        done[name] = structure
        return structure
    }

    private func field(
        _ node: ManifestNode,
        within outer: [String],
        _ done: inout [String: ForeignStructure]
    ) throws(AssayError) -> (name: String, layout: ForeignLayout) {
        try node.checkMembers(["name", "type"])
        let name = try node.required("name").name()
        let typeNode = try node.required("type")
        let type = try typeNode.text()
        if let scalar = ForeignScalar(rawValue: type) { return (name, .scalar(scalar)) }
        if let structure = try structure(type, within: outer, &done) { return (name, .structure(structure)) }
        throw typeNode.failure(TypeReader.unknown(type, among: TypeReader.scalars + names))
    }

    private static func depth(of layout: ForeignLayout) -> Int {
        guard case .structure(let structure) = layout else { return 0 }
        return 1 + (structure.fields.map { depth(of: $0.layout) }.max() ?? 0)
    }
}
