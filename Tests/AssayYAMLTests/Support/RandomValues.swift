import AssayCore
import AssayStatistics

/// Arbitrary JSON values, with texts that look like something else and characters YAML 1.1 treated specially.
struct RandomValues {
    private var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    mutating func value(depth: Int = 4) -> Value {
        switch pick(depth > 0 ? 9 : 7) {
        case 0: return .null
        case 1: return .bool(pick(2) == 0)
        case 2: return .integer(Int64.random(in: .min ... .max, using: &generator) >> Int64(pick(64)))
        case 3: return Value(UInt64.random(in: .min ... .max, using: &generator))
        case 4: return Value(finite: Double(bitPattern: generator.next())) ?? 0.1
        case 5, 6: return .string(text())
        case 7: return .array((0..<pick(5)).map { _ in value(depth: depth - 1) })
        default:
            var object = Object()
            for _ in 0..<pick(5) { object[text()] = value(depth: depth - 1) }
            return .object(object)
        }
    }

    private mutating func text() -> String {
        let traps = [
            "no", "<<", "1", "null", "~", "", "- a", "a: b", "a #b", "*a", "&a", "!a", "%a", "\u{2028} ", " \u{85}",
        ]
        guard pick(3) > 0 else { return traps[pick(traps.count)] }
        var text = ""
        for _ in 0..<pick(6) { text.unicodeScalars.append(scalar()) }
        return text
    }

    private mutating func scalar() -> Unicode.Scalar {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x7F, 0x20...0x7E, 0x7F...0xA0, 0xE000...0xFFFF, 0x2020...0x202F, 0xF0000...0x10FFFF, 0x1F600...0x1F64F,
        ]
        return Unicode.Scalar(UInt32.random(in: ranges[pick(ranges.count)], using: &generator)) ?? "x"
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
}
