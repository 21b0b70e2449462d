import AssayCore

/// Arbitrary JSON values that favour the awkward ones.
struct RandomValues {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func value(depth: Int = 4) -> Value {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(integer())
        case 3: return Value(UInt64.random(in: .min ... .max, using: &generator))
        case 4: return .number(number())
        case 5: return .string(text())
        case 6, 7: return .array((0..<Int.random(in: 0..<5, using: &generator)).map { _ in value(depth: depth - 1) })
        default:
            var object = Object()
            for _ in 0..<Int.random(in: 0..<5, using: &generator) { object[text()] = value(depth: depth - 1) }
            return .object(object)
        }
    }

    mutating func integer() -> Int64 {
        let bits = Int64.random(in: .min ... .max, using: &generator)
        return bits >> Int64.random(in: 0..<64, using: &generator)
    }

    /// Any finite double, each exponent equally often, and in every third case a short decimal.
    mutating func number() -> Double {
        if Int.random(in: 0..<3, using: &generator) == 0 {
            return Double(Int.random(in: -99_999...99_999, using: &generator)) / 1000
        }
        let value = Double(bitPattern: UInt64.random(in: .min ... .max, using: &generator))
        return value.isFinite ? value : 0.1
    }

    mutating func text() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<6, using: &generator) { text.unicodeScalars.append(scalar()) }
        return text
    }

    private mutating func scalar() -> Unicode.Scalar {
        let ranges: [ClosedRange<UInt32>] = [0...0x7F, 0x20...0x7E, 0x80...0x7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF]
        let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
        return Unicode.Scalar(UInt32.random(in: range, using: &generator)) ?? "\u{301}"
    }
}
