/// Turns a schema into a graph, checking every keyword on the way.
///
/// Subschemas are compiled from a queue, so that neither nesting nor chains of references use stack.
struct SchemaCompiler {
    /// A subschema that waits to be compiled.
    struct Site {
        let object: Object
        let place: SchemaPlace
        let resource: Int
        let dialect: Schema.Dialect

        subscript(keyword: String) -> Value? { object[keyword] }

        func failure(_ keyword: String, _ problem: String) -> AssayError {
            place.appending(keyword).failure(problem)
        }
    }

    var index: SchemaIndex
    var graph = SchemaGraph()
    private var nodeByPlace: [SchemaPlace: Int] = [:]
    private var waiting: [Int] = []

    private init(maxSubschemas: Int) { index = SchemaIndex(maxSubschemas: maxSubschemas) }

    /// Compiles a schema.
    static func compile(
        _ value: Value,
        _ dialect: Schema.Dialect?,
        _ limits: Schema.Limits
    ) throws(AssayError) -> SchemaGraph {
        var compiler = SchemaCompiler(maxSubschemas: limits.maxSubschemas)
        compiler.graph.root = try compiler.addDocument(value, uri: "schema:/", dialect: dialect)
        try compiler.compileWaiting()
        compiler.graph.dynamicAnchors = compiler.index.resources.map { resource in
            resource.dynamicAnchors.compactMapValues { compiler.nodeByPlace[$0] }
        }
        try compiler.graph.checkTermination()
        return compiler.graph
    }

    /// Adds a document and queues all its schemas; the node of its root.
    mutating func addDocument(_ value: Value, uri: String, dialect: Schema.Dialect?) throws(AssayError) -> Int {
        let resource = try index.add(value, uri: uri, dialect: dialect)
        return try node(at: index.resources[resource].root, value, resource)
    }

    /// The node of a schema, which is queued if it is met for the first time.
    mutating func node(at place: SchemaPlace, _ value: Value, _ resource: Int) throws(AssayError) -> Int {
        if let node = nodeByPlace[place] { return node }
        guard graph.nodes.count < index.maxSubschemas else {
            throw place.failure("the schema has too many subschemas; at most \(index.maxSubschemas) are allowed")
        }
        let node = graph.nodes.count
        let owner = index.resource(at: place) ?? resource
        graph.nodes.append(SchemaNode(place: place, resource: owner, value: value))
        nodeByPlace[place] = node
        waiting.append(node)
        return node
    }

    private mutating func compileWaiting() throws(AssayError) {
        while let number = waiting.popLast() {
            let node = graph.nodes[number]
            switch node.value {
            case .bool(let answer): graph.nodes[number].content = .always(answer)
            case .object(let object):
                let dialect = index.resources[node.resource].dialect
                let site = Site(object: object, place: node.place, resource: node.resource, dialect: dialect)
                graph.nodes[number].content = .rules(try rules(of: site))
            default: throw node.place.failure("a schema is an object, true or false")
            }
        }
    }

    private mutating func rules(of site: Site) throws(AssayError) -> [SchemaRule] {
        try compileDefinitions(site)
        var rules: [SchemaRule] = []
        if let rule = try reference(site) { rules.append(rule) }
        // In draft-07 a reference hides everything beside it.
        guard site.dialect != .draft7 || rules.isEmpty else { return rules }
        try checkAnnotations(site)
        rules += try assertions(site)
        rules += try applicators(site)
        if site.dialect == .draft2020_12 { rules += try unevaluated(site) }
        return rules
    }
}
