internal import AssayCore

/// What memory behind a pointer holds, and how JSON shows it.
enum ForeignContent: Sendable, Hashable {
    /// UTF-8 up to a zero byte, as a string.
    case text
    /// Any bytes, as base64 in a string.
    case bytes
    /// Elements one after the other, as a list.
    case array(ForeignLayout)

    static let byteLimit = 64 << 20
    static let elementLimit = 1_000_000

    var isArray: Bool { if case .array = self { true } else { false } }

    var elementSize: Int { if case .array(let layout) = self { layout.size } else { 1 } }

    /// The most elements a buffer may have room for.
    var countLimit: Int {
        guard case .array(let layout) = self else { return Self.byteLimit }
        return min(Self.elementLimit, Self.byteLimit / layout.size)
    }

    var spelling: String {
        switch self {
        case .text: "char"
        case .bytes: "void"
        case .array(let layout): layout.spelling
        }
    }

    /// The JSON Schema of the values.
    func schema(exactCount: Int? = nil) -> Object {
        switch self {
        case .text: return ["type": "string"]
        case .bytes:
            let limit = Value(Base64.encodedCount(exactCount ?? Self.byteLimit))
            var schema: Object = ["type": "string", "contentEncoding": "base64", "maxLength": limit]
            if exactCount != nil { schema["minLength"] = limit }
            return schema
        case .array(let layout):
            var schema: Object = ["type": "array", "items": .object(layout.schema)]
            schema["maxItems"] = Value(exactCount ?? countLimit)
            if let exactCount { schema["minItems"] = Value(exactCount) }
            return schema
        }
    }
}

extension Object {
    /// The schema that allows `null` too.
    var nullable: Object {
        var schema = self
        if let type = self["type"] { schema["type"] = [type, "null"] }
        return schema
    }
}
