#if canImport(Glibc)
    // Rounding calls libm in optimised builds, and importing this is what links it.
    import Glibc
#endif

/// A JSON value that keeps 64-bit integers exactly.
///
/// Numbers compare by value across cases (`1` equals `1.0`); strings compare by Unicode scalars, not by canonical
/// equivalence, because two spellings of `é` are two answers. A number is always finite.
public enum Value: Sendable {
    /// `null`, which is a value; an absent key is missing.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// An integer in the range of `Int64`.
    case integer(Int64)
    /// An integer above `Int64.max`; create it with ``init(_:)-(UInt64)`` so that smaller ones stay ``integer(_:)``.
    case unsigned(UInt64)
    /// A finite number that is not a 64-bit integer literal.
    case number(Double)
    /// Unicode text.
    case string(String)
    /// An ordered list.
    case array([Value])
    /// Keys with values; keys are unique and sorted.
    case object(Object)
}

extension Value {
    /// Wraps an unsigned integer, as ``integer(_:)`` where it fits.
    public init(_ value: UInt64) {
        self = Int64(exactly: value).map(Value.integer) ?? .unsigned(value)
    }

    /// Wraps an integer.
    public init(_ value: Int) { self = .integer(Int64(value)) }

    /// Wraps a number; `nil` when it is NaN or infinite, which JSON does not have.
    public init?(finite value: Double) {
        guard value.isFinite else { return nil }
        self = .number(value)
    }

    /// The name of the JSON type: `null`, `boolean`, `integer`, `number`, `string`, `array` or `object`.
    ///
    /// A number without a fractional part is an `integer`, as JSON Schema counts it.
    public var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer, .unsigned: "integer"
        case .number(let number): number == number.rounded(.towardZero) ? "integer" : "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// The truth value, if this is a boolean.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The text, if this is a string.
    public var string: String? { if case .string(let value) = self { value } else { nil } }

    /// The elements, if this is an array.
    public var array: [Value]? { if case .array(let value) = self { value } else { nil } }

    /// The members, if this is an object.
    public var object: Object? { if case .object(let value) = self { value } else { nil } }

    /// The integer, if this is one that fits; `3.0` counts.
    public var int64: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }

    /// The integer, if this is one that is not negative and fits; `3.0` counts.
    public var uint64: UInt64? {
        switch self {
        case .integer(let value): UInt64(exactly: value)
        case .unsigned(let value): value
        case .number(let value): UInt64(exactly: value)
        default: nil
        }
    }

    /// The nearest double, if this is a number of any kind.
    public var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// The member of that name, or `nil` when this is no object or has none.
    public subscript(key: String) -> Value? { object?[key] }

    /// The element at that place, or `nil` when this is no array or is shorter.
    public subscript(index: Int) -> Value? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
