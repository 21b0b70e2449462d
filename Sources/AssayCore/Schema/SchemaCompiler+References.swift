extension SchemaCompiler {
    /// Compiles `$ref`.
    mutating func reference(_ site: Site) throws(AssayError) -> SchemaRule? {
        guard let target = try target(of: "$ref", site) else { return nil }
        return SchemaRule(keyword: "$ref", check: .reference(target.node))
    }

    /// Compiles `$dynamicRef`, which is like `$ref` unless its target is a dynamic anchor of the name in its fragment.
    mutating func dynamicReference(_ site: Site) throws(AssayError) -> SchemaRule? {
        guard let target = try target(of: "$dynamicRef", site) else { return nil }
        let dynamic = index.resources[target.resource].dynamicAnchors[target.fragment]
        guard let dynamic, dynamic == graph.nodes[target.node].place else {
            return SchemaRule(keyword: "$dynamicRef", check: .reference(target.node))
        }
        return SchemaRule(keyword: "$dynamicRef", check: .dynamicReference(target.node, anchor: target.fragment))
    }

    private struct Target {
        let node: Int
        let resource: Int
        let fragment: String
    }

    private mutating func target(of keyword: String, _ site: Site) throws(AssayError) -> Target? {
        guard let value = site[keyword] else { return nil }
        guard let text = value.string else { throw site.failure(keyword, "expected a string with a URI reference") }
        let uri = index.resources[site.resource].uri.resolve(text)
        guard let fragment = uri.decodedFragment else {
            throw site.failure(keyword, "the reference has a malformed percent escape")
        }
        guard let resource = try resource(of: uri.document) else {
            throw site.failure(
                keyword,
                "the reference leads to another document; only references inside the schema are followed"
            )
        }
        guard let node = try node(of: fragment, in: resource) else {
            throw site.failure(keyword, "the reference leads to nothing; expected a place or an anchor that exists")
        }
        return Target(node: node, resource: resource, fragment: fragment)
    }

    private mutating func resource(of uri: String) throws(AssayError) -> Int? {
        if let resource = index.resource(ofURI: uri) { return resource }
        guard let document = MetaSchemas.document(uri) else { return nil }
        _ = try addDocument(document, uri: uri, dialect: nil)
        return index.resource(ofURI: uri)
    }

    private mutating func node(of fragment: String, in resource: Int) throws(AssayError) -> Int? {
        let root = index.resources[resource]
        if let place = root.anchors[fragment] { return try node(at: place, from: root, resource) }
        guard let keys = JSONPointer.keys(of: fragment) else { return nil }
        var (place, value, owner) = (root.root, root.value, resource)
        for key in keys {
            switch value {
            case .object(let object):
                guard let member = object[key] else { return nil }
                (place, value) = (place.appending(key), member)
            case .array(let elements):
                guard let index = Self.index(key), elements.indices.contains(index) else { return nil }
                (place, value) = (place.appending(index), elements[index])
            default: return nil
            }
            owner = index.resource(at: place) ?? owner
        }
        return try node(at: place, value, owner)
    }

    /// The node of an anchor, whose value is found by walking down from its resource.
    private mutating func node(
        at place: SchemaPlace,
        from resource: SchemaIndex.Resource,
        _ number: Int
    ) throws(AssayError) -> Int? {
        let path = String(place.pointer.text.utf8.dropFirst(resource.root.pointer.text.utf8.count)) ?? ""
        return path.isEmpty ? try node(at: place, resource.value, number) : try node(of: path, in: number)
    }

    private static func index(_ key: String) -> Int? {
        guard key == "0" || key.utf8.first != UInt8(ascii: "0"), key.utf8.allSatisfy({ 48...57 ~= $0 }) else {
            return nil
        }
        return Int(key)
    }
}
