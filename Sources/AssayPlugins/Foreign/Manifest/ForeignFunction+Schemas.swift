public import AssayCore

extension ForeignFunction {
    /// The JSON Schema of requests: one member for every parameter that callers give.
    public var inputSchema: Value {
        .object(
            SchemaObject.of(
                parameters.filter(\.isRequested).map { parameter in
                    (parameter.name, parameter.inputSchema, parameter.source == .request(default: nil))
                }
            )
        )
    }

    /// The JSON Schema of answers: what the function returns and what comes out of its parameters.
    public var outputSchema: Value {
        var properties = parameters.filter(\.isAnswered).map { ($0.name, $0.outputSchema, true) }
        if let name = result.name, let schema = result.schema { properties.append((name, schema, true)) }
        return .object(SchemaObject.of(properties))
    }

    /// The types in C, as the manifest has them.
    public var signature: String {
        let fixed = fixedCount ?? parameters.count
        var parts = parameters.prefix(fixed).map { "\($0.spelling)\($0.name)" }
        if fixedCount != nil { parts.append("...") }
        return "\(result.spelling)\(symbol)(\(parts.isEmpty ? "void" : parts.joined(separator: ", ")))"
    }
}

extension ForeignParameter {
    fileprivate var inputSchema: Object {
        var schema: Object =
            switch kind {
            case .value(let layout, _): layout.schema
            case .buffer(let buffer):
                buffer.isNullable
                    ? buffer.content.schema(exactCount: buffer.exactCount).nullable
                    : buffer.content.schema(exactCount: buffer.exactCount)
            case .block, .null, .callback: [:]
            }
        limits?.narrow(&schema)
        if let capacityLimit {
            schema["minimum"] = 0
            if let upper = integer?.range?.upper { schema["maximum"] = Value(min(upper, UInt64(capacityLimit))) }
        }
        if case .request(let fallback?) = source { schema["default"] = fallback }
        return described(schema)
    }

    fileprivate var outputSchema: Object {
        switch kind {
        case .value(let layout, _): described(layout.schema)
        case .buffer(let buffer): described(buffer.content.schema())
        case .block(let block): described(block.schema)
        case .null, .callback: [:]
        }
    }

    fileprivate var spelling: String {
        switch kind {
        case .value(let layout, let isPointer):
            isPointer ? "\(direction == .input ? "const " : "")\(layout.spelling) *" : "\(layout.spelling) "
        case .buffer(let buffer): "\(direction == .input ? "const " : "")\(buffer.content.spelling) *"
        case .block(let block): "\(block.content.spelling) **"
        case .null: "void *"
        case .callback(let callback): "\(callback.spelling) "
        }
    }

    private func described(_ schema: Object) -> Object {
        var schema = schema
        if !description.isEmpty { schema["description"] = .string(description) }
        return schema
    }
}

extension ForeignCallback {
    fileprivate var spelling: String {
        let types = parameters.map { parameter in
            switch parameter.kind {
            case .value(let layout): layout.spelling
            case .element(let layout): "const \(layout.spelling) *"
            case .text: "const char *"
            case .ignored: "void *"
            }
        }
        return "\(result?.spelling ?? "void") (*)(\(types.isEmpty ? "void" : types.joined(separator: ", ")))"
    }
}

extension ForeignBlock {
    fileprivate var schema: Object { isNullable ? content.schema().nullable : content.schema() }
}

extension ForeignResult {
    fileprivate var schema: Object? {
        var schema: Object
        switch kind {
        case .nothing: return nil
        case .value(let layout): schema = layout.schema
        case .block(let block): schema = block.schema
        }
        if !description.isEmpty { schema["description"] = .string(description) }
        return schema
    }

    fileprivate var spelling: String {
        switch kind {
        case .nothing: "void "
        case .value(let layout): "\(layout.spelling) "
        case .block(let block): "\(block.content.spelling) *"
        }
    }
}
