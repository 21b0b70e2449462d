/// The documents a schema is made of, and the URIs and anchors that stand in them.
struct SchemaIndex {
    /// A schema with a URI of its own.
    struct Resource {
        let uri: URIReference
        let root: SchemaPlace
        let value: Value
        let dialect: Schema.Dialect
        var anchors: [String: SchemaPlace] = [:]
        var dynamicAnchors: [String: SchemaPlace] = [:]
    }

    private struct Item {
        let place: SchemaPlace
        let value: Value
        let resource: Int
    }

    let maxSubschemas: Int
    private(set) var resources: [Resource] = []
    private var resourceByURI: [String: Int] = [:]
    private var resourceByPlace: [SchemaPlace: Int] = [:]
    private var documentCount = 0

    init(maxSubschemas: Int) { self.maxSubschemas = maxSubschemas }

    /// The resource a place belongs to, where the place is known to be a schema.
    func resource(at place: SchemaPlace) -> Int? { resourceByPlace[place] }

    /// The resource of a URI without fragment.
    func resource(ofURI uri: String) -> Int? { resourceByURI[uri] }

    /// Adds a document and all schemas in it; its root resource.
    mutating func add(_ document: Value, uri: String, dialect: Schema.Dialect?) throws(AssayError) -> Int {
        let root = SchemaPlace(document: documentCount)
        documentCount += 1
        let start = if let dialect { dialect } else { try self.dialect(of: document, at: root) ?? .draft2020_12 }
        resources.append(Resource(uri: URIReference(uri), root: root, value: document, dialect: start))
        let outermost = resources.count - 1
        var items = [Item(place: root, value: document, resource: outermost)]
        while let item = items.popLast() {
            guard resourceByPlace.count < maxSubschemas else {
                throw item.place.failure("the schema has too many subschemas; at most \(maxSubschemas) are allowed")
            }
            let resource = try enter(item)
            resourceByPlace[item.place] = resource
            collectChildren(of: item, in: resource, into: &items)
        }
        let first = resourceByPlace[root] ?? outermost
        resourceByURI[uri] = resourceByURI[uri] ?? first
        return first
    }

    /// The dialect that `$schema` names, where there is one.
    private func dialect(of value: Value, at place: SchemaPlace) throws(AssayError) -> Schema.Dialect? {
        guard let keyword = value["$schema"] else { return nil }
        guard let dialect = keyword.string.flatMap(Schema.Dialect.init(uri:)) else {
            let known = Schema.Dialect.allCases.map(\.uri).joined(separator: " or ")
            throw place.appending("$schema").failure("unknown dialect, expected \(known)")
        }
        return dialect
    }
}

extension SchemaIndex {
    /// Takes note of a schema's identifiers; the resource it belongs to, which may begin with it.
    private mutating func enter(_ item: Item) throws(AssayError) -> Int {
        guard let object = item.value.object else { return item.resource }
        var resource = item.resource
        // In draft-07 a reference hides everything beside it.
        let isHidden = resources[resource].dialect == .draft7 && object["$ref"] != nil
        if let id = object["$id"], !isHidden { resource = try enter(id: id, item) }
        guard resources[resource].dialect == .draft2020_12 else { return resource }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let value = object[keyword] else { continue }
            let place = item.place.appending(keyword)
            guard let name = value.string, Self.isAnchor(name) else {
                throw place.failure("expected a letter or underscore, then letters, digits, '-', '_' or '.'")
            }
            try addAnchor(name, in: resource, for: item.place, isDynamic: keyword == "$dynamicAnchor")
        }
        return resource
    }

    private mutating func enter(id: Value, _ item: Item) throws(AssayError) -> Int {
        let place = item.place.appending("$id")
        guard let text = id.string else { throw place.failure("expected a string") }
        var uri = resources[item.resource].uri.resolve(text)
        let fragment = uri.fragment ?? ""
        uri.fragment = nil
        let named = try dialect(of: item.value, at: item.place)
        let dialect = named ?? resources[item.resource].dialect
        guard !fragment.isEmpty else { return try addResource(uri, item, dialect) }
        guard dialect == .draft7 else { throw place.failure("a fragment is not allowed here; use $anchor") }
        var resource = item.resource
        if URIReference(text).document.isEmpty == false { resource = try addResource(uri, item, dialect) }
        try addAnchor(fragment, in: resource, for: item.place, isDynamic: false)
        return resource
    }

    private mutating func addResource(
        _ uri: URIReference,
        _ item: Item,
        _ dialect: Schema.Dialect
    ) throws(AssayError) -> Int {
        guard resourceByURI[uri.document] == nil else {
            throw item.place.appending("$id").failure("this URI is already used by another schema")
        }
        resourceByURI[uri.document] = resources.count
        resources.append(Resource(uri: uri, root: item.place, value: item.value, dialect: dialect))
        return resources.count - 1
    }

    private mutating func addAnchor(
        _ name: String,
        in resource: Int,
        for place: SchemaPlace,
        isDynamic: Bool
    ) throws(AssayError) {
        guard resources[resource].anchors.updateValue(place, forKey: name) ?? place == place else {
            throw place.failure("another schema has the same anchor")
        }
        if isDynamic { resources[resource].dynamicAnchors[name] = place }
    }

    private static func isAnchor(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first) || first == UInt8(ascii: "_") else { return false }
        return name.utf8.allSatisfy {
            isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "-_.".utf8.contains($0)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// Lists the schemas inside a schema; what has a wrong shape is left for the compiler to refuse.
    private func collectChildren(of item: Item, in resource: Int, into items: inout [Item]) {
        guard let object = item.value.object else { return }
        let keywords = resources[resource].dialect.keywords
        func add(_ value: Value, at place: SchemaPlace) {
            guard value.object != nil || value.bool != nil else { return }
            items.append(Item(place: place, value: value, resource: resource))
        }
        for (keyword, value) in object {
            if keywords.schemas.contains(keyword) { add(value, at: item.place.appending(keyword)) }
            if keywords.lists.contains(keyword), let elements = value.array {
                for (index, element) in elements.enumerated() {
                    add(element, at: item.place.appending(keyword).appending(index))
                }
            }
            if keywords.maps.contains(keyword), let members = value.object {
                for (key, member) in members { add(member, at: item.place.appending(keyword).appending(key)) }
            }
        }
    }
}
