import AssayCore
import AssayStatistics

/// Makes up a small value that is valid against a schema of the simple kind people write for models.
///
/// Knows `const`, `enum`, `type`, `properties`, `items`, `minItems`, `minimum`, `maximum`, `minLength`, the first of
/// `anyOf` and `oneOf`, and references to `$defs`. Other keywords are not looked at, so that the value may break them.
struct SchemaSample {
    private let root: Value
    private var generator: SplitMix64

    /// The value as JSON.
    static func text(_ schema: Value, _ generator: inout SplitMix64) -> String {
        var sample = SchemaSample(root: schema, generator: generator)
        defer { generator = sample.generator }
        return sample.value(schema, depth: 0).canonicalJSON
    }

    private mutating func value(_ schema: Value, depth: Int) -> Value {
        guard depth < 16, case .object(let schema) = schema else { return .null }
        if let constant = schema["const"] { return constant }
        if let choices = schema["enum"]?.array, !choices.isEmpty { return choices[pick(choices.count)] }
        if let other = referenced(schema) ?? schema["anyOf"]?[0] ?? schema["oneOf"]?[0] {
            return value(other, depth: depth + 1)
        }
        let type = schema["type"]?.string ?? schema["type"]?[0]?.string
        switch type ?? (schema["properties"] == nil ? "string" : "object") {
        case "object": return object(schema, depth)
        case "array":
            let count = schema["minItems"]?.int64.flatMap { Int(exactly: $0) } ?? 1
            return .array((0..<min(max(count, 0), 100)).map { _ in value(schema["items"] ?? true, depth: depth + 1) })
        case "integer": return .integer(Int64(number(schema).rounded(.up)))
        case "number": return .number(number(schema))
        case "boolean": return .bool(pick(2) == 1)
        case "null": return .null
        default: return text(schema)
        }
    }

    private mutating func object(_ schema: Object, _ depth: Int) -> Value {
        var object = Object()
        for (key, member) in schema["properties"]?.object ?? [:] { object[key] = value(member, depth: depth + 1) }
        return .object(object)
    }

    private mutating func text(_ schema: Object) -> Value {
        let length = schema["minLength"]?.int64.flatMap { Int(exactly: $0) } ?? 0
        let text = "text-\(pick(1000))"
        return .string(text + String(repeating: "x", count: min(max(length - text.count, 0), 10_000)))
    }

    /// A number within the bounds, as far as they are given; at most 100 above the lower one.
    private mutating func number(_ schema: Object) -> Double {
        let bound = 0x1p53
        let low = max(-bound, min(schema["minimum"]?.double ?? min(0, schema["maximum"]?.double ?? 0), bound))
        let high = max(low, min(schema["maximum"]?.double ?? low + 100, low + 100))
        return low + Double(pick(Int(high - low) + 1))
    }

    private func referenced(_ schema: Object) -> Value? {
        guard let reference = schema["$ref"]?.string, let name = reference.split(separator: "/").last else {
            return Value?.none
        }
        return root["$defs"]?[String(name)]
    }

    private mutating func pick(_ count: Int) -> Int { Int(generator.next() % UInt64(max(count, 1))) }
}
