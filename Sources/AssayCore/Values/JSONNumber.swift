/// A double in decimal: `significand × 10^exponent`, and how JSON prints it.
struct JSONNumber {
    /// The fewest digits that read back as the same double, at most 17, without trailing zeros.
    let significand: UInt64
    let exponent: Int

    /// Takes the digits from Swift's own description, which prints the shortest ones that are closest to the value.
    init(magnitudeOf value: Double) {
        var significand: UInt64 = 0
        var exponent = 0
        var isFraction = false
        var text = value.magnitude.description.utf8[...]
        while let byte = text.popFirst(), byte != UInt8(ascii: "e") {
            guard byte != UInt8(ascii: ".") else {
                isFraction = true
                continue
            }
            significand = significand &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
            if isFraction { exponent -= 1 }
        }
        exponent += Int(Substring(text)) ?? 0
        while significand > 0, significand.isMultiple(of: 10) {
            significand /= 10
            exponent += 1
        }
        self.significand = significand
        self.exponent = exponent
    }
}

extension JSONNumber {
    /// The text RFC 8785 prescribes, with every digit of a whole number that fits 64 bits.
    static func text(of value: Double) -> String {
        if let integer = Int64(exactly: value) { return String(integer) }
        if let integer = UInt64(exactly: value) { return String(integer) }
        guard value.isFinite else { return "null" }
        return (value < 0 ? "-" : "") + JSONNumber(magnitudeOf: value).shortestText
    }

    /// The digits, placed as ECMAScript's `Number::toString` does.
    ///
    /// With `k` digits and the decimal point after digit `n = exponent + k`: plain notation while `-6 < n ≤ 21`, else
    /// one digit, the others as fraction, and the exponent `n - 1` with its sign.
    private var shortestText: String {
        let digits = String(significand)
        let point = exponent + digits.utf8.count
        if exponent >= 0, point <= 21 { return digits + Self.zeros(exponent) }
        if exponent < 0, point > 0 { return digits.prefix(point) + "." + digits.dropFirst(point) }
        if point <= 0, point > -6 { return "0." + Self.zeros(-point) + digits }
        let fraction = digits.utf8.count > 1 ? "." + digits.dropFirst() : ""
        return digits.prefix(1) + fraction + (point > 0 ? "e+" : "e") + String(point - 1)
    }

    private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}
