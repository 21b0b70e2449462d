/// A strict JSON parser over borrowed bytes.
///
/// Open arrays and objects live on explicit stacks, so deep input cannot exhaust the thread's stack.
struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let limits: JSONLimits
    var position = 0

    private var nodes = 0
    private var frames: [Frame] = []
    private var elements: [Value] = []
    private var members: [Object.Entry] = []

    init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// Reads the one value the text must hold.
    mutating func read() throws(AssayError) -> Value {
        guard bytes.count <= limits.maxBytes else {
            throw AssayError(
                .invalidJSON,
                "The JSON text has \(bytes.count) bytes; at most \(limits.maxBytes) are allowed."
            )
        }
        var root: Value?
        while root == nil {
            if let value = try readScalarOrOpen() { root = try attach(value) }
        }
        skipSpace()
        guard position == bytes.count, let root else { throw failure(expected: "nothing after the value") }
        return root
    }
}

extension JSONReader {
    /// An array or object whose end has not been read.
    private struct Frame {
        /// Where its first element or member stands on the stack of its kind.
        let first: Int
        /// The byte of its opening bracket.
        let offset: Int
        let isObject: Bool
        /// The key whose value comes next.
        var key = ""
    }

    /// Reads a scalar or an empty container, or opens a container and returns `nil`.
    private mutating func readScalarOrOpen() throws(AssayError) -> Value? {
        skipSpace()
        nodes += 1
        guard nodes <= limits.maxNodes else { throw failure(limit: "at most \(limits.maxNodes) values") }
        switch current {
        case UInt8(ascii: "\""):
            position += 1
            return .string(try readString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
        case UInt8(ascii: "["): return try openArray()
        case UInt8(ascii: "{"): return try openObject()
        case UInt8(ascii: "t"): return try readLiteral("true", .bool(true))
        case UInt8(ascii: "f"): return try readLiteral("false", .bool(false))
        case UInt8(ascii: "n"): return try readLiteral("null", .null)
        default: throw failure(expected: "a value")
        }
    }

    private mutating func openArray() throws(AssayError) -> Value? {
        try push(Frame(first: elements.count, offset: position, isObject: false))
        guard skip(UInt8(ascii: "]")) else { return nil }
        frames.removeLast()
        return .array([])
    }

    private mutating func openObject() throws(AssayError) -> Value? {
        try push(Frame(first: members.count, offset: position, isObject: true))
        guard skip(UInt8(ascii: "}")) else {
            try readKey(orElse: "a key in quotes or }")
            return nil
        }
        frames.removeLast()
        return .object(Object())
    }

    private mutating func push(_ frame: Frame) throws(AssayError) {
        guard frames.count < limits.maxDepth else {
            throw failure(limit: "at most \(limits.maxDepth) arrays and objects inside each other")
        }
        frames.append(frame)
        position += 1
    }

    private mutating func readKey(orElse expected: String) throws(AssayError) {
        guard skip(UInt8(ascii: "\"")) else { throw failure(expected: expected) }
        frames[frames.count - 1].key = try readString()
        guard skip(UInt8(ascii: ":")) else { throw failure(expected: "a colon after the key") }
    }

    /// Adds a value to the innermost open container and closes what ends here; the root value, once it is complete.
    private mutating func attach(_ value: Value) throws(AssayError) -> Value? {
        var value = value
        while let frame = frames.last {
            if frame.isObject {
                members.append(Object.Entry(key: frame.key, value: value))
                if skip(UInt8(ascii: ",")) {
                    try readKey(orElse: "a key in quotes")
                    return nil
                }
                guard skip(UInt8(ascii: "}")) else { throw failure(expected: "a comma or }") }
                value = try closeObject(frame)
            } else {
                elements.append(value)
                if skip(UInt8(ascii: ",")) { return nil }
                guard skip(UInt8(ascii: "]")) else { throw failure(expected: "a comma or ]") }
                value = closeArray(frame)
            }
            frames.removeLast()
        }
        return value
    }

    private mutating func closeArray(_ frame: Frame) -> Value {
        defer { elements.removeSubrange(frame.first...) }
        return .array(Array(elements[frame.first...]))
    }

    private mutating func closeObject(_ frame: Frame) throws(AssayError) -> Value {
        defer { members.removeSubrange(frame.first...) }
        guard let object = Object(entries: Array(members[frame.first...])) else {
            throw failure("this object has the same key twice; keys must be unique", at: frame.offset)
        }
        return .object(object)
    }
}

extension JSONReader {
    /// The next byte; 0, which is legal nowhere, at the end.
    var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    /// Skips white space and then the byte, if it comes next.
    private mutating func skip(_ byte: UInt8) -> Bool {
        skipSpace()
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func readLiteral(_ literal: StaticString, _ value: Value) throws(AssayError) -> Value {
        let end = position + literal.utf8CodeUnitCount
        guard
            end <= bytes.count,
            bytes[position..<end].elementsEqual(UnsafeBufferPointer(start: literal.utf8Start, count: end - position))
        else { throw failure(expected: "a value") }
        position = end
        return value
    }
}
