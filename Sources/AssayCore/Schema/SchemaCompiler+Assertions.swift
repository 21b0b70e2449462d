extension SchemaCompiler {
    /// Compiles the keywords that look at a value without other schemas.
    func assertions(_ site: Site) throws(AssayError) -> [SchemaRule] {
        let rules = [
            try type(site), try enumeration(site), try constant(site), try multipleOf(site), try pattern(site),
            try uniqueItems(site), try required(site), try dependentRequired(site),
        ]
        return rules.compactMap { $0 } + (try bounds(site)) + (try counts(site))
    }

    private static let types: Set = ["array", "boolean", "integer", "null", "number", "object", "string"]

    private func type(_ site: Site) throws(AssayError) -> SchemaRule? {
        guard let value = site["type"] else { return nil }
        let place = site.place.appending("type")
        let names = if let name = value.string { [name] } else { try Site.names(value, at: place) }
        guard !names.isEmpty, names.allSatisfy(Self.types.contains) else {
            throw place.failure("expected one or several of \(Self.types.sorted().joined(separator: ", "))")
        }
        return SchemaRule(keyword: "type", check: .type(Set(names), description: names.joined(separator: " or ")))
    }

    private func enumeration(_ site: Site) throws(AssayError) -> SchemaRule? {
        guard let values = try site.array("enum") else { return nil }
        let list = values.map(\.canonicalJSON).joined(separator: ", ")
        let description = list.utf8.count <= 200 ? "one of \(list)" : "one of \(values.count) listed values"
        return SchemaRule(keyword: "enum", check: .oneOfValues(Set(values), description: description))
    }

    private func constant(_ site: Site) throws(AssayError) -> SchemaRule? {
        guard let value = site["const"] else { return nil }
        let text = value.canonicalJSON
        let description = text.utf8.count <= 200 ? text : "the constant value"
        return SchemaRule(keyword: "const", check: .oneOfValues([value], description: description))
    }

    private func multipleOf(_ site: Site) throws(AssayError) -> SchemaRule? {
        guard let value = try site.number("multipleOf") else { return nil }
        guard let number = value.double, number > 0 else {
            throw site.failure("multipleOf", "expected a number above 0")
        }
        return SchemaRule(keyword: "multipleOf", check: .multipleOf(value))
    }

    private func pattern(_ site: Site) throws(AssayError) -> SchemaRule? {
        guard let text = try site.string("pattern") else { return nil }
        let pattern = try Site.pattern(text, at: site.place.appending("pattern"))
        return SchemaRule(keyword: "pattern", check: .pattern(pattern))
    }

    private func uniqueItems(_ site: Site) throws(AssayError) -> SchemaRule? {
        guard try site.bool("uniqueItems") == true else { return nil }
        return SchemaRule(keyword: "uniqueItems", check: .uniqueItems)
    }

    private func required(_ site: Site) throws(AssayError) -> SchemaRule? {
        guard let value = site["required"] else { return nil }
        let names = try Site.names(value, at: site.place.appending("required"))
        return SchemaRule(keyword: "required", check: .required(names))
    }

    /// Compiles `dependentRequired`, or the lists of names in draft-07's `dependencies`.
    private func dependentRequired(_ site: Site) throws(AssayError) -> SchemaRule? {
        let keyword = site.dialect == .draft7 ? "dependencies" : "dependentRequired"
        guard let members = try site.members(keyword) else { return nil }
        var dependencies: [SchemaRule.Dependency] = []
        for (key, value) in members where site.dialect != .draft7 || value.array != nil {
            let names = try Site.names(value, at: site.place.appending(keyword).appending(key))
            dependencies.append(SchemaRule.Dependency(key: key, names: names))
        }
        return SchemaRule(keyword: keyword, check: .dependentRequired(dependencies))
    }

    private func bounds(_ site: Site) throws(AssayError) -> [SchemaRule] {
        let keywords: [(String, SchemaRule.Bound)] = [
            ("maximum", .maximum), ("exclusiveMaximum", .exclusiveMaximum), ("minimum", .minimum),
            ("exclusiveMinimum", .exclusiveMinimum),
        ]
        var rules: [SchemaRule] = []
        for (keyword, bound) in keywords {
            guard let value = try site.number(keyword) else { continue }
            rules.append(SchemaRule(keyword: keyword, check: .bound(bound, value)))
        }
        return rules
    }

    private func counts(_ site: Site) throws(AssayError) -> [SchemaRule] {
        let keywords: [(String, SchemaRule.Measure)] = [
            ("Length", .characters), ("Items", .items), ("Properties", .properties),
        ]
        var rules: [SchemaRule] = []
        for (name, measure) in keywords {
            if let count = try site.count("min" + name) {
                rules.append(SchemaRule(keyword: "min" + name, check: .count(measure, atLeast: count, atMost: nil)))
            }
            if let count = try site.count("max" + name) {
                rules.append(SchemaRule(keyword: "max" + name, check: .count(measure, atLeast: nil, atMost: count)))
            }
        }
        return rules
    }

    /// Checks the shape of keywords that only describe.
    func checkAnnotations(_ site: Site) throws(AssayError) {
        let texts = ["title", "description", "$comment", "format", "contentEncoding", "contentMediaType"]
        for keyword in texts { _ = try site.string(keyword) }
        for keyword in ["readOnly", "writeOnly"] { _ = try site.bool(keyword) }
        _ = try site.array("examples")
        guard site.dialect == .draft2020_12 else { return }
        _ = try site.bool("deprecated")
        _ = try site.members("$vocabulary")
    }
}
