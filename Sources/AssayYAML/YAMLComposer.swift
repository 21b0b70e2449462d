import AssayCore

/// Builds the tree of a document from its events.
struct YAMLComposer {
    private let reader: YAMLEventReader
    private let limits: YAMLLimits
    private var nodes = 0
    private var aliases = 0
    private var anchors: [String: Anchor] = [:]

    /// A node aliases may name, and how much of the limits each use takes.
    private struct Anchor {
        let node: YAMLNode
        let nodes: Int
        let depth: Int
    }

    /// A node with the number of levels in it.
    private typealias Built = (node: YAMLNode, depth: Int)

    init(reader: YAMLEventReader, limits: YAMLLimits) {
        self.reader = reader
        self.limits = limits
    }

    private var source: YAMLSource { reader.source }

    /// The outermost node of the only document.
    mutating func document() throws(AssayError) -> YAMLNode {
        _ = try reader.next()
        let start = try reader.next()
        guard case .documentStart = start.kind else {
            throw source.failure("the text has no document; it is empty", at: start.position)
        }
        let root = try node(try reader.next(), .root(file: source.file), depth: 0).node
        try refuseMore(after: try reader.next())
        return root
    }

    /// libyaml is not asked to read on, because what follows could be directives.
    private func refuseMore(after end: YAMLEvent) throws(AssayError) {
        guard let next = source.nextContent(from: end.end) else { return }
        throw source.failure(
            "the document has ended, and more text follows; a file holds one document",
            at: source.position(of: next)
        )
    }

    private mutating func node(_ event: YAMLEvent, _ path: YAMLPath, depth: Int) throws(AssayError) -> Built {
        if case .alias(let name) = event.kind { return try expand(name, event, path, depth: depth) }
        try checkProperties(of: event)
        let before = nodes
        try count(1, at: event.position)
        let built: Built
        switch event.kind {
        case .scalar(let scalar):
            let value = try value(of: scalar, at: event.position)
            built = (YAMLNode(content: .scalar(value), position: event.position, path: path), 0)
        case .sequenceStart: built = try sequence(event, path, depth: depth)
        case .mappingStart: built = try mapping(event, path, depth: depth)
        default: throw source.failure("a value is missing here", at: event.position)
        }
        if let anchor = event.anchor {
            anchors[anchor] = Anchor(node: built.node, nodes: nodes - before, depth: built.depth)
        }
        return built
    }

    private mutating func sequence(_ start: YAMLEvent, _ path: YAMLPath, depth: Int) throws(AssayError) -> Built {
        try check(depth: depth + 1, at: start.position)
        var elements: [YAMLNode] = []
        var deepest = 0
        while true {
            let event = try reader.next()
            if case .sequenceEnd = event.kind { break }
            let element = try node(event, .index(elements.count, in: path), depth: depth + 1)
            elements.append(element.node)
            deepest = max(deepest, element.depth)
        }
        return (YAMLNode(content: .sequence(elements), position: start.position, path: path), deepest + 1)
    }

    private mutating func mapping(_ start: YAMLEvent, _ path: YAMLPath, depth: Int) throws(AssayError) -> Built {
        try check(depth: depth + 1, at: start.position)
        var members: [YAMLNode.Member] = []
        var places: [[UInt8]: YAMLPosition] = [:]
        var deepest = 0
        while true {
            let event = try reader.next()
            if case .mappingEnd = event.kind { break }
            let key = try key(event)
            if let first = places.updateValue(event.position, forKey: Array(key.utf8)) {
                let problem =
                    "the key \(YAMLPath.shown(key)) is there already, at \(first); a mapping has each key once"
                throw source.failure(problem, at: event.position)
            }
            let value = try node(try reader.next(), .key(key, in: path), depth: depth + 1)
            members.append(YAMLNode.Member(key: key, keyPosition: event.position, node: value.node))
            deepest = max(deepest, value.depth)
        }
        return (YAMLNode(content: .mapping(members), position: start.position, path: path), deepest + 1)
    }

    private func key(_ event: YAMLEvent) throws(AssayError) -> String {
        guard case .scalar(let scalar) = event.kind, event.anchor == nil else {
            let problem = "a key must be a string; sequences, mappings, aliases and anchors cannot be one"
            throw source.failure(problem, at: event.position)
        }
        try checkProperties(of: event)
        if scalar.style == .plain && scalar.text == "<<" {
            throw source.failure("merge keys are not allowed; write the members out", at: event.position)
        }
        guard case .string(let key) = try value(of: scalar, at: event.position) else {
            throw source.failure("a key must be a string; put it in quotes", at: event.position)
        }
        return key
    }

    private func value(of scalar: YAMLEvent.Scalar, at position: YAMLPosition) throws(AssayError) -> Value {
        if scalar.style != .quoted && YAMLSource.hasUnprintable(scalar.text) {
            let problem = "control characters are not allowed here; write them as escapes in double quotes"
            throw source.failure(problem, at: position)
        }
        guard scalar.style == .plain else { return .string(scalar.text) }
        do throws(CoreSchema.Refusal) {
            return try CoreSchema.value(ofPlain: scalar.text)
        } catch {
            throw source.failure(error.problem, at: position)
        }
    }
}

extension YAMLComposer {
    private mutating func expand(
        _ name: String,
        _ event: YAMLEvent,
        _ path: YAMLPath,
        depth: Int
    ) throws(AssayError) -> Built {
        guard limits.maxAliases > 0 else {
            throw source.failure("aliases are not allowed; write the value out", at: event.position)
        }
        guard let anchor = anchors[name] else {
            let problem = "the alias names no anchor before it, or the node it is part of"
            throw source.failure(problem, at: event.position)
        }
        aliases += 1
        guard aliases <= limits.maxAliases else {
            throw source.failure("there are more than \(limits.maxAliases) aliases", at: event.position)
        }
        try check(depth: depth + anchor.depth, at: event.position)
        try count(anchor.nodes, at: event.position)
        return (anchor.node.moved(to: path), anchor.depth)
    }

    private func checkProperties(of event: YAMLEvent) throws(AssayError) {
        if event.hasTag {
            let problem = "tags are not allowed; quotes make a string, and everything else is what it looks like"
            throw source.failure(problem, at: event.position)
        }
        if event.anchor != nil && limits.maxAliases == 0 {
            throw source.failure("anchors are not allowed; write the value out where it is used", at: event.position)
        }
    }

    private mutating func count(_ more: Int, at position: YAMLPosition) throws(AssayError) {
        nodes += more
        guard nodes <= limits.maxNodes else {
            throw source.failure("the document has more than \(limits.maxNodes) nodes", at: position)
        }
    }

    private func check(depth: Int, at position: YAMLPosition) throws(AssayError) {
        guard depth <= limits.maxDepth else {
            throw source.failure("the document is nested more than \(limits.maxDepth) levels deep", at: position)
        }
    }
}
