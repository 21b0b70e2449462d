internal import AssayCore

/// A C type that holds one number or truth value.
enum ForeignScalar: String, CaseIterable, Sendable, Hashable {
    case i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, bool

    /// The size in bytes, which is also the alignment.
    var size: Int {
        switch self {
        case .i8, .u8, .bool: 1
        case .i16, .u16: 2
        case .i32, .u32, .f32: 4
        case .i64, .u64, .f64: 8
        }
    }

    var isInteger: Bool { self != .f32 && self != .f64 && self != .bool }

    var isSigned: Bool { self == .i8 || self == .i16 || self == .i32 || self == .i64 }

    /// Whether a variadic function may be given this type: smaller ones become `int` or `double` on the way.
    var isPromoted: Bool { size >= 4 && self != .f32 }

    /// The smallest and largest integer; `nil` for other types.
    var range: (lower: Int64, upper: UInt64)? {
        guard isInteger else { return nil }
        let bits = UInt64(size * 8)
        guard isSigned else { return (0, UInt64.max >> (64 - bits)) }
        return (Int64.min >> Int64(64 - bits), UInt64(Int64.max) >> (64 - bits))
    }

    /// The spelling in C.
    var spelling: String {
        switch self {
        case .f32: "float"
        case .f64: "double"
        case .bool: "_Bool"
        default: "\(isSigned ? "int" : "uint")\(size * 8)_t"
        }
    }

    /// The JSON Schema of the values.
    var schema: Object {
        if let range {
            return ["type": "integer", "minimum": .integer(range.lower), "maximum": Value(range.upper)]
        }
        guard self == .f32 else { return ["type": self == .bool ? "boolean" : "number"] }
        let limit = Double(Float.greatestFiniteMagnitude)
        return ["type": "number", "minimum": .number(-limit), "maximum": .number(limit)]
    }
}
