extension Value: Hashable {
    /// Equal by JSON value: numbers by magnitude across cases, strings by Unicode scalars.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.unsigned(let a), .unsigned(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.integer(let a), .number(let b)), (.number(let b), .integer(let a)): Int64(exactly: b) == a
        case (.unsigned(let a), .number(let b)), (.number(let b), .unsigned(let a)): UInt64(exactly: b) == a
        case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }

    /// Hashes so that values which compare equal hash equally.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0 as UInt8)
        case .bool(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .unsigned(let value): hasher.combine(value)
        case .number(let value): Self.hash(number: value, into: &hasher)
        case .string(let value): Self.hash(text: value, into: &hasher)
        case .array(let value): hasher.combine(value)
        case .object(let value): hasher.combine(value)
        }
    }

    private static func hash(number: Double, into hasher: inout Hasher) {
        if let integer = Int64(exactly: number) {
            hasher.combine(integer)
        } else if let integer = UInt64(exactly: number) {
            hasher.combine(integer)
        } else {
            hasher.combine(number)
        }
    }

    static func hash(text: String, into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(0xFF as UInt8)
    }
}
