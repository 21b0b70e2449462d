/// Writes values as JSON text: canonical, or the same over several lines.
struct JSONWriter {
    let isPretty: Bool
    /// Whether `-0.0` is written as `-0` and not, as the canonical form asks, as `0`.
    var keepsSignOfZero = false
    private(set) var bytes: [UInt8] = []
    private var depth = 0

    init(isPretty: Bool) { self.isPretty = isPretty }

    mutating func write(_ value: Value) {
        switch value {
        case .null: write(ascii: "null")
        case .bool(let value): write(ascii: value ? "true" : "false")
        case .integer(let value): write(integer: value.magnitude, isNegative: value < 0)
        case .unsigned(let value): write(integer: value, isNegative: false)
        case .number(let value) where value == 0 && value.sign == .minus && keepsSignOfZero: write(ascii: "-0")
        case .number(let value): write(json: JSONNumber.text(of: value))
        case .string(let value): write(string: value)
        case .array(let elements): write(array: elements)
        case .object(let object): write(object: object)
        }
    }

    /// Adds text that is JSON already.
    mutating func write(json text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// Adds text that is JSON already.
    mutating func write(ascii text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Adds text that is JSON already.
    mutating func write(piece: [UInt8]) { bytes.append(contentsOf: piece) }

    /// Hands over what was written and starts anew, keeping the memory.
    mutating func drain(into receive: ([UInt8]) -> Void) {
        receive(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func write(integer magnitude: UInt64, isNegative: Bool) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var place = digits.count
            var rest = magnitude
            repeat {
                place -= 1
                digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if isNegative { bytes.append(UInt8(ascii: "-")) }
            bytes.append(contentsOf: digits[place...])
        }
    }

    private mutating func write(array elements: [Value]) {
        guard !elements.isEmpty else { return write(ascii: "[]") }
        bytes.append(UInt8(ascii: "["))
        depth += 1
        for (place, element) in elements.enumerated() {
            startItem(place)
            write(element)
        }
        end(UInt8(ascii: "]"))
    }

    private mutating func write(object: Object) {
        guard !object.isEmpty else { return write(ascii: "{}") }
        bytes.append(UInt8(ascii: "{"))
        depth += 1
        for (place, entry) in object.entriesByUTF16.enumerated() {
            startItem(place)
            write(string: entry.key)
            write(ascii: isPretty ? ": " : ":")
            write(entry.value)
        }
        end(UInt8(ascii: "}"))
    }

    private mutating func startItem(_ place: Int) {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        startLine()
    }

    private mutating func end(_ bracket: UInt8) {
        depth -= 1
        startLine()
        bytes.append(bracket)
    }

    private mutating func startLine() {
        guard isPretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }
}

extension JSONWriter {
    private mutating func write(string text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { text in
            if text.contains(where: Self.needsEscape) { append(escaping: text) } else { bytes.append(contentsOf: text) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for place in text.indices {
            let byte = text[place]
            guard Self.needsEscape(byte) else { continue }
            bytes.append(contentsOf: text[start..<place])
            append(escapeOf: byte)
            start = place + 1
        }
        bytes.append(contentsOf: text[start...])
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func append(escapeOf byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): write(ascii: "\\\"")
        case UInt8(ascii: "\\"): write(ascii: "\\\\")
        case 0x08: write(ascii: "\\b")
        case 0x09: write(ascii: "\\t")
        case 0x0A: write(ascii: "\\n")
        case 0x0C: write(ascii: "\\f")
        case 0x0D: write(ascii: "\\r")
        default:
            write(ascii: byte < 0x10 ? "\\u000" : "\\u00")
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}
