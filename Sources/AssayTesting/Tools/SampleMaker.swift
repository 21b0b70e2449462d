internal import AssayCore

/// Makes small values that meet simple schemas.
struct SampleMaker {
    let root: Value
    /// How deep references may lead: a schema may contain itself.
    private var depth = 0

    private static let deepest = 16
    private static let longest = 64

    init(root: Value) { self.root = root }

    /// A value for a schema; `nil` where there is none to be found.
    mutating func value(for schema: Value) -> Value? {
        guard depth < Self.deepest else { return nil }
        depth += 1
        defer { depth -= 1 }
        guard let schema = schema.object else { return schema.bool == false ? nil : [:] }
        if let known = schema["examples"]?.array?.first ?? schema["const"] ?? schema["default"]
            ?? schema["enum"]?.array?.first
        {
            return known
        }
        if let target = schema["$ref"]?.string.flatMap(resolve) { return value(for: target) }
        for key in ["anyOf", "oneOf"] {
            for branch in schema[key]?.array ?? [] where branch != false {
                let merged = Self.merge(schema.without(key), (reference(branch) ?? branch).object)
                if let value = value(for: .object(merged)) { return value }
            }
        }
        if let parts = schema["allOf"]?.array {
            let merged = parts.reduce(schema.without("allOf")) { Self.merge($0, (reference($1) ?? $1).object) }
            return value(for: .object(merged))
        }
        return value(of: Self.type(of: schema), schema)
    }

    private mutating func value(of type: String, _ schema: Object) -> Value? {
        switch type {
        case "object": object(schema)
        case "array": array(schema)
        case "string": string(schema)
        case "integer", "number": number(schema, isInteger: type == "integer")
        case "boolean": false
        default: .null
        }
    }

    /// The type that is named first, or follows from the other keywords.
    private static func type(of schema: Object) -> String {
        if let type = schema["type"]?.string ?? schema["type"]?.array?.first?.string { return type }
        let hints = [
            ("properties", "object"), ("required", "object"), ("items", "array"), ("prefixItems", "array"),
            ("minItems", "array"), ("minLength", "string"), ("pattern", "string"), ("minimum", "number"),
            ("maximum", "number"),
        ]
        return hints.first { schema[$0.0] != nil }?.1 ?? "object"
    }

    private mutating func object(_ schema: Object) -> Value? {
        var members: Object = [:]
        for key in schema["required"]?.array?.compactMap(\.string) ?? [] {
            guard let member = value(for: schema["properties"]?[key] ?? [:]) else { return nil }
            members[key] = member
        }
        return .object(members)
    }

    private mutating func array(_ schema: Object) -> Value? {
        let first = schema["prefixItems"]?.array ?? []
        let count = max(first.count, Int(schema["minItems"]?.int64 ?? 0))
        guard count <= Self.longest else { return nil }
        var elements: [Value] = []
        for place in 0..<count {
            let rule = place < first.count ? first[place] : schema["items"] ?? [:]
            guard let element = value(for: rule) else { return nil }
            elements.append(element)
        }
        return .array(elements)
    }

    private func string(_ schema: Object) -> Value {
        let least = max(0, min(schema["minLength"]?.int64 ?? 1, 1 << 16))
        let most = schema["maxLength"]?.int64 ?? .max
        return .string(String(repeating: "a", count: Int(min(max(1, least), max(0, most)))))
    }

    /// 1 where that is allowed, else the allowed number nearest to it that the step meets.
    private func number(_ schema: Object, isInteger: Bool) -> Value? {
        let step = schema["multipleOf"]?.double ?? (isInteger ? 1 : 0)
        let least = schema["minimum"]?.double ?? schema["exclusiveMinimum"]?.double ?? -.infinity
        let most = schema["maximum"]?.double ?? schema["exclusiveMaximum"]?.double ?? .infinity
        var number = min(max(1, least), most)
        if step > 0 { number = (number / step).rounded(number > 1 || least > -.infinity ? .up : .down) * step }
        let width = step > 0 ? step : min(1, (most - least) / 2)
        if let bound = schema["exclusiveMinimum"]?.double, number <= bound { number += width }
        if let bound = schema["exclusiveMaximum"]?.double, number >= bound { number -= width }
        return Int64(exactly: number).map(Value.integer) ?? Value(finite: number)
    }
}

// MARK: Other schemas

extension SampleMaker {
    private func reference(_ schema: Value) -> Value? { schema["$ref"]?.string.flatMap(resolve) }

    /// What a local reference leads to.
    private func resolve(_ reference: String) -> Value? {
        guard reference.hasPrefix("#") else { return nil }
        return reference.dropFirst().split(separator: "/").reduce(root as Value?) { place, step in
            let key = step.replacing("~1", with: "/").replacing("~0", with: "~")
            return place?[String(key)] ?? Int(key).flatMap { place?[$0] }
        }
    }

    private static func merge(_ left: Object, _ right: Object?) -> Object {
        var merged = left
        for (key, value) in right ?? [:] {
            switch (merged[key], value) {
            case (.object(let mine)?, .object(let theirs)): merged[key] = .object(merge(mine, theirs))
            case (.array(let mine)?, .array(let theirs)) where key == "required": merged[key] = .array(mine + theirs)
            default: merged[key] = value
            }
        }
        return merged
    }
}

extension Object {
    fileprivate func without(_ key: String) -> Object {
        var rest = self
        rest[key] = Value?.none
        return rest
    }
}
