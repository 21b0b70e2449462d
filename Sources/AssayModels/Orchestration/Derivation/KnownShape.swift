import AssayCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A type whose JSON is known without decoding it, as `JSONDecoder` reads it.
protocol KnownShape {
    /// Records the shape, and gives any value.
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> Self
}

extension String: KnownShape {
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> String {
        try decoder.settle(.plain(["type": "string"]))
        return "text"
    }
}

extension Bool: KnownShape {
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> Bool {
        try decoder.settle(.plain(["type": "boolean"]))
        return false
    }
}

// MARK: Numbers

extension KnownShape where Self: FixedWidthInteger {
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> Self {
        var schema: Object = ["type": "integer"]
        if !isSigned { schema["minimum"] = 0 }
        try decoder.settle(.plain(schema))
        return 1
    }
}

extension Int: KnownShape {}
extension Int8: KnownShape {}
extension Int16: KnownShape {}
extension Int32: KnownShape {}
extension Int64: KnownShape {}
extension UInt: KnownShape {}
extension UInt8: KnownShape {}
extension UInt16: KnownShape {}
extension UInt32: KnownShape {}
extension UInt64: KnownShape {}

extension KnownShape where Self: ExpressibleByIntegerLiteral {
    fileprivate static func number(in decoder: ProbingDecoder) throws(AssayError) -> Self {
        try decoder.settle(.plain(["type": "number"]))
        return 1
    }
}

extension Double: KnownShape {
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> Double { try number(in: decoder) }
}

extension Float: KnownShape {
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> Float { try number(in: decoder) }
}

extension Decimal: KnownShape {
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> Decimal { try number(in: decoder) }
}

// MARK: Dictionaries

extension Dictionary: KnownShape where Key == String, Value: Decodable {
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> [Key: Value] {
        try decoder.settle(.map)
        _ = try decoder.child(ProbedKey.every).value(Value.self)
        return [:]
    }
}

// MARK: Foundation

extension URL: KnownShape {
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> URL {
        try decoder.settle(.plain(["type": "string", "format": "uri"]))
        guard let url = URL(string: "https://example.com/") else { throw decoder.refusal("there is no placeholder") }
        return url
    }
}

extension UUID: KnownShape {
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> UUID {
        try decoder.settle(.plain(["type": "string", "format": "uuid"]))
        return UUID()
    }
}

extension Date: KnownShape {
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> Date {
        throw decoder.refusal("a Date has several forms in JSON")
    }
}

extension Data: KnownShape {
    static func placeholder(in decoder: ProbingDecoder) throws(AssayError) -> Data {
        throw decoder.refusal("Data has several forms in JSON")
    }
}
