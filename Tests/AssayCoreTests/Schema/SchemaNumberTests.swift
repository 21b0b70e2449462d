import AssayCore
import Foundation
import Testing

@Suite("Numbers in schemas beside decimal arithmetic")
struct SchemaNumberTests {
    /// A number with few digits, exact both as a literal and as a `Decimal`.
    private func literal(_ generator: inout SeededGenerator, positive: Bool) -> String {
        let digits = Int.random(in: positive ? 1...20 : -99_999...99_999, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: return "\(digits)"
        case 1: return "\(digits)e\(Int.random(in: -5...5, using: &generator))"
        default: return "\(digits).\(Int.random(in: 0...99, using: &generator))"
        }
    }

    private func isValid(_ keyword: String, _ limit: String, _ instance: String) throws -> Bool {
        try Schema(Value(json: "{\"\(keyword)\": \(limit)}")).validate(Value(json: instance)).isEmpty
    }

    @Test("Multiples are those of exact decimal division")
    func multiples() throws {
        var generator = SeededGenerator(seed: 17)
        var found = 0
        for _ in 0..<3_000 {
            let (instance, factor) = (literal(&generator, positive: false), literal(&generator, positive: true))
            let left = try #require(Decimal(string: instance))
            let right = try #require(Decimal(string: factor))
            var quotient = left / right
            var whole = Decimal()
            NSDecimalRound(&whole, &quotient, 0, .plain)
            let expected = whole * right == left
            #expect(try isValid("multipleOf", factor, instance) == expected, "\(instance) of \(factor)")
            if expected { found += 1 }
        }
        #expect((50..<2_900).contains(found), "both answers occur often")
    }

    @Test("Bounds are kept exactly as decimals are ordered")
    func bounds() throws {
        var generator = SeededGenerator(seed: 19)
        for _ in 0..<2_000 {
            let (left, right) = (literal(&generator, positive: false), literal(&generator, positive: false))
            let instance = try #require(Decimal(string: left))
            let limit = try #require(Decimal(string: right))
            #expect(try isValid("maximum", right, left) == (instance <= limit))
            #expect(try isValid("exclusiveMaximum", right, left) == (instance < limit))
            #expect(try isValid("minimum", right, left) == (instance >= limit))
            #expect(try isValid("exclusiveMinimum", right, left) == (instance > limit))
        }
    }

    @Test("Wide integers and doubles near them are ordered as their exact values are")
    func wideNumbers() throws {
        let integers: [Value] = [
            .integer(.min), .integer(.min + 1), .integer(-9_007_199_254_740_993), .integer(-1), .integer(0),
            .integer(1),
            .integer(9_007_199_254_740_993), .integer(.max), Value(UInt64(1) << 63), Value(UInt64.max - 1),
            Value(UInt64.max),
        ]
        let doubles = [
            -0x1p64, -0x1p63, -9_007_199_254_740_992, -0.5, -0.0, 0.5, 9_007_199_254_740_992, 0x1p62, 0x1p63, 0x1p64,
            1e100,
        ]
        for integer in integers {
            let text = integer.canonicalJSON
            for double in doubles {
                // The exact value of the double, which has no fraction beyond one half.
                let exact = try #require(
                    Decimal(string: double.magnitude < 1e20 ? String(format: "%.1f", double) : "\(double)")
                )
                let whole = try #require(Decimal(string: text))
                let limit = Value.number(double)
                #expect(
                    try Schema(["maximum": limit]).validate(integer).isEmpty == (whole <= exact),
                    "\(text) \(double)"
                )
                #expect(
                    try Schema(["minimum": integer]).validate(limit).isEmpty == (exact >= whole),
                    "\(text) \(double)"
                )
            }
        }
    }
}
