extension JSONReader {
    /// A number literal: `±digits × 10^exponent`.
    private struct Literal {
        var isNegative = false
        /// The value of the digits while there are at most 19 of them; wraps around beyond.
        var digits: UInt64 = 0
        /// How many digits there are, without leading zeros.
        var count = 0
        var exponent = 0
        var isInteger = true

        mutating func append(_ digit: UInt8) {
            digits = digits &* 10 &+ UInt64(digit)
            if count > 0 || digit > 0 { count += 1 }
        }
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Reads a number at its first byte.
    mutating func readNumber() throws(AssayError) -> Value {
        let start = position
        let literal = try readLiteral()
        if literal.isInteger, let value = exactInteger(literal, from: start) { return value }
        if let value = exactQuotient(literal) { return .number(literal.isNegative ? -value : value) }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw failure("this number is too large; at most about 1.8e308 is possible", at: start)
        }
        return .number(value)
    }

    private mutating func readLiteral() throws(AssayError) -> Literal {
        var literal = Literal()
        if current == UInt8(ascii: "-") {
            literal.isNegative = true
            position += 1
        }
        if current == UInt8(ascii: "0") {
            position += 1
            if let _ = digit { throw failure(expected: "no digit after a leading zero") }
        } else {
            try readDigits(into: &literal, expected: "a digit")
        }
        if current == UInt8(ascii: ".") {
            position += 1
            literal.isInteger = false
            let before = position
            try readDigits(into: &literal, expected: "a digit after the decimal point")
            literal.exponent = before - position
        }
        if current | 0x20 == UInt8(ascii: "e") {
            literal.isInteger = false
            literal.exponent += try readExponent()
        }
        return literal
    }

    private mutating func readDigits(into literal: inout Literal, expected: String) throws(AssayError) {
        guard digit != nil else { throw failure(expected: expected) }
        while let digit {
            literal.append(digit)
            position += 1
        }
    }

    private mutating func readExponent() throws(AssayError) -> Int {
        position += 1
        let isNegative = current == UInt8(ascii: "-")
        if isNegative || current == UInt8(ascii: "+") { position += 1 }
        guard digit != nil else { throw failure(expected: "a digit of the exponent") }
        var exponent = 0
        while let digit {
            // Beyond this the exact exponent no longer matters here, and adding on could overflow.
            if exponent < 1_000_000_000 { exponent = exponent * 10 + Int(digit) }
            position += 1
        }
        return isNegative ? -exponent : exponent
    }

    private var digit: UInt8? {
        let value = current &- UInt8(ascii: "0")
        return value < 10 ? value : nil
    }

    /// The integer, where it fits 64 bits; `-0` is left to the number case, which keeps its sign.
    private func exactInteger(_ literal: Literal, from start: Int) -> Value? {
        if literal.count <= 19 {
            guard literal.isNegative else { return Value(literal.digits) }
            guard literal.digits > 0, literal.digits <= Int64.min.magnitude else { return nil }
            return .integer(Int64(truncatingIfNeeded: 0 &- literal.digits))
        }
        guard literal.count == 20, !literal.isNegative else { return nil }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        return UInt64(text).map { Value($0) }
    }

    /// The magnitude, where both factors are exact doubles so that the one rounding of the operation is correct.
    ///
    /// Source: W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990, §3.
    private func exactQuotient(_ literal: Literal) -> Double? {
        guard literal.count <= 19, literal.digits <= 1 << 53, abs(literal.exponent) <= 22 else { return nil }
        let digits = Double(literal.digits)
        let power = Self.powersOfTen[abs(literal.exponent)]
        return literal.exponent < 0 ? digits / power : digits * power
    }
}
