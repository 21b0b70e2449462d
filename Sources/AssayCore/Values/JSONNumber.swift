/// How JSON prints doubles.
enum JSONNumber {
    /// The text RFC 8785 prescribes, with every digit of a whole number that fits 64 bits.
    static func text(of value: Double) -> String {
        if let integer = Int64(exactly: value) { return String(integer) }
        if let integer = UInt64(exactly: value) { return String(integer) }
        guard value.isFinite else { return "null" }
        // Here Swift's own text is the plain notation asked for, and much faster to come by.
        if value.magnitude >= 0.001 && value.magnitude < 1e15 { return value.description }
        return shortestText(of: value)
    }

    /// The shortest digits that read back as the same double, placed as ECMAScript's `Number::toString` does.
    ///
    /// With digits `d` (no trailing zeros) of length `k` and value `0.d × 10^point`: plain notation while
    /// `-6 < point ≤ 21`, else one digit, the rest as fraction, and the exponent `point - 1` with its sign.
    private static func shortestText(of value: Double) -> String {
        let (digits, point) = decimal(value.magnitude)
        let sign = value < 0 ? "-" : ""
        switch point {
        case digits.count...21: return sign + digits + zeros(point - digits.count)
        case 1..<max(1, min(digits.count, 22)): return sign + digits.prefix(point) + "." + digits.dropFirst(point)
        case -5...0: return sign + "0." + zeros(-point) + digits
        default:
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            return sign + digits.prefix(1) + fraction + (point > 0 ? "e+" : "e") + String(point - 1)
        }
    }

    private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }

    /// The shortest digits and the place of the decimal point before them, from Swift's own description.
    private static func decimal(_ value: Double) -> (digits: String, point: Int) {
        let parts = value.description.split(separator: "e", maxSplits: 1)
        let mantissa = parts[0].split(separator: ".", maxSplits: 1)
        var digits = Substring(mantissa.joined())
        var point = mantissa[0].count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        while digits.count > 1, digits.first == "0" {
            digits.removeFirst()
            point -= 1
        }
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        return (String(digits), point)
    }
}
