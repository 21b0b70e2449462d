extension SchemaCompiler {
    /// Compiles the schemas that are only there to be referred to.
    mutating func compileDefinitions(_ site: Site) throws(AssayError) {
        let keywords = site.dialect == .draft7 ? ["definitions"] : ["$defs", "definitions"]
        for keyword in keywords { _ = try schemas(keyword, site) }
        if site.dialect == .draft2020_12 { _ = try schema("contentSchema", site) }
    }

    /// Compiles the keywords that apply other schemas, apart from those that need to know what was evaluated.
    mutating func applicators(_ site: Site) throws(AssayError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        if site.dialect == .draft2020_12, let rule = try dynamicReference(site) { rules.append(rule) }
        if let list = try list("allOf", site) { rules.append(SchemaRule(keyword: "allOf", check: .allOf(list))) }
        if let list = try list("anyOf", site) { rules.append(SchemaRule(keyword: "anyOf", check: .anyOf(list))) }
        if let list = try list("oneOf", site) { rules.append(SchemaRule(keyword: "oneOf", check: .oneOf(list))) }
        if let schema = try schema("not", site) { rules.append(SchemaRule(keyword: "not", check: .not(schema))) }
        let branches = (then: try schema("then", site), otherwise: try schema("else", site))
        if let condition = try schema("if", site) {
            let check = SchemaRule.Check.conditional(
                condition: condition,
                then: branches.then,
                otherwise: branches.otherwise
            )
            rules.append(SchemaRule(keyword: "if", check: check))
        }
        if let rule = try dependentSchemas(site) { rules.append(rule) }
        rules += try items(site)
        if let rule = try contains(site) { rules.append(rule) }
        if let rule = try members(site) { rules.append(rule) }
        if let schema = try schema("propertyNames", site) {
            rules.append(SchemaRule(keyword: "propertyNames", check: .propertyNames(schema)))
        }
        return rules
    }

    /// Compiles the keywords that look at what all others have left over.
    mutating func unevaluated(_ site: Site) throws(AssayError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        if let schema = try schema("unevaluatedItems", site) {
            rules.append(SchemaRule(keyword: "unevaluatedItems", check: .unevaluatedItems(schema)))
        }
        if let schema = try schema("unevaluatedProperties", site) {
            rules.append(SchemaRule(keyword: "unevaluatedProperties", check: .unevaluatedProperties(schema)))
        }
        if !rules.isEmpty { graph.tracksEvaluation = true }
        return rules
    }

    /// Compiles `dependentSchemas`, or the schemas in draft-07's `dependencies`.
    private mutating func dependentSchemas(_ site: Site) throws(AssayError) -> SchemaRule? {
        let keyword = site.dialect == .draft7 ? "dependencies" : "dependentSchemas"
        guard let schemas = try schemas(keyword, site, skipsArrays: site.dialect == .draft7) else { return nil }
        return SchemaRule(keyword: keyword, check: .dependentSchemas(schemas))
    }

    private mutating func items(_ site: Site) throws(AssayError) -> [SchemaRule] {
        guard site.dialect == .draft7 else {
            var rules: [SchemaRule] = []
            let prefix = try list("prefixItems", site)
            if let prefix { rules.append(SchemaRule(keyword: "prefixItems", check: .prefixItems(prefix))) }
            guard site["items"]?.array == nil else {
                throw site.failure("items", "expected one schema; a list of schemas is called prefixItems")
            }
            if let schema = try schema("items", site) {
                rules.append(SchemaRule(keyword: "items", check: .items(schema, from: prefix?.count ?? 0)))
            }
            return rules
        }
        let additional = try schema("additionalItems", site)
        guard site["items"]?.array != nil else {
            return try schema("items", site).map { [SchemaRule(keyword: "items", check: .items($0, from: 0))] } ?? []
        }
        let prefix = try list("items", site) ?? []
        let rule = SchemaRule(keyword: "items", check: .prefixItems(prefix))
        let rest = additional.map { SchemaRule(keyword: "additionalItems", check: .items($0, from: prefix.count)) }
        return [rule] + (rest.map { [$0] } ?? [])
    }

    private mutating func contains(_ site: Site) throws(AssayError) -> SchemaRule? {
        let isOld = site.dialect == .draft7
        let least = isOld ? nil : try site.count("minContains")
        let most = isOld ? nil : try site.count("maxContains")
        guard let schema = try schema("contains", site) else { return nil }
        return SchemaRule(keyword: "contains", check: .contains(schema, atLeast: least ?? 1, atMost: most))
    }

    private mutating func members(_ site: Site) throws(AssayError) -> SchemaRule? {
        var members = SchemaRule.Members()
        let properties = try schemas("properties", site)
        let patterns = try schemas("patternProperties", site)
        members.additional = try schema("additionalProperties", site)
        guard properties != nil || patterns != nil || members.additional != nil else { return nil }
        members.properties = properties ?? [:]
        for (text, schema) in patterns ?? [:] {
            let pattern = try Site.pattern(text, at: site.place.appending("patternProperties").appending(text))
            members.patterns.append((pattern, schema.int64.map { Int($0) } ?? 0))
        }
        return SchemaRule(keyword: "properties", check: .members(members))
    }
}

extension SchemaCompiler {
    private mutating func schema(_ keyword: String, _ site: Site) throws(AssayError) -> Int? {
        guard let value = site[keyword] else { return nil }
        return try node(at: site.place.appending(keyword), value, site.resource)
    }

    private mutating func list(_ keyword: String, _ site: Site) throws(AssayError) -> [Int]? {
        guard let elements = try site.array(keyword) else { return nil }
        guard !elements.isEmpty || keyword == "items" else {
            throw site.failure(keyword, "expected at least one schema")
        }
        var nodes: [Int] = []
        for (index, element) in elements.enumerated() {
            nodes.append(try node(at: site.place.appending(keyword).appending(index), element, site.resource))
        }
        return nodes
    }

    /// Names with the places of their schemas in the graph.
    private mutating func schemas(
        _ keyword: String,
        _ site: Site,
        skipsArrays: Bool = false
    ) throws(AssayError) -> Object? {
        guard let members = try site.members(keyword) else { return nil }
        var nodes: [(key: String, value: Value)] = []
        for (key, value) in members where !skipsArrays || value.array == nil {
            let node = try node(at: site.place.appending(keyword).appending(key), value, site.resource)
            nodes.append((key, Value(node)))
        }
        return Object(members: nodes)
    }
}
