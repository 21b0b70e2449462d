import AssayCore

/// What plain scalars mean: the core schema of YAML 1.2.2, section 10.3.2.
enum CoreSchema {
    /// A scalar that has a meaning JSON cannot hold.
    struct Refusal: Error {
        let problem: String
    }

    /// The value of a plain scalar.
    ///
    /// - Whole numbers that fit 64 bits are exact; larger decimal ones become the nearest double, as in JSON.
    /// - `-0` is `-0.0`. A number too small for a double is 0, one too large is refused.
    static func value(ofPlain text: String) throws(Refusal) -> Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return try number(Array(text.utf8)) ?? .string(text)
        }
    }

    private static func number(_ bytes: [UInt8]) throws(Refusal) -> Value? {
        guard let first = bytes.first, isDigit(first) || signs.contains(first) || first == point else { return nil }
        if let value = try radixNumber(bytes) { return value }
        let isNegative = first == UInt8(ascii: "-")
        let digits = signs.contains(first) ? bytes.dropFirst() : bytes[...]
        if !digits.isEmpty && digits.allSatisfy(isDigit) { return try integer(digits, isNegative) }
        if let name = special(digits, isSigned: digits.count < bytes.count) {
            throw Refusal(problem: "\(name) is not a JSON number; write a finite number, or null")
        }
        return try decimal(digits, isNegative)
    }

    private static func radixNumber(_ bytes: [UInt8]) throws(Refusal) -> Value? {
        guard bytes.count > 2, bytes[0] == UInt8(ascii: "0") else { return nil }
        let digits = bytes.dropFirst(2)
        let radix: Int
        switch bytes[1] {
        case UInt8(ascii: "o") where digits.allSatisfy({ (0x30...0x37).contains($0) }): radix = 8
        case UInt8(ascii: "x") where digits.allSatisfy(isHexadecimal): radix = 16
        default: return nil
        }
        guard let value = UInt64(String(decoding: digits, as: UTF8.self), radix: radix) else {
            throw Refusal(problem: "an integer in base \(radix) must fit 64 bits; put it in quotes if it is a string")
        }
        return Value(value)
    }

    private static func integer(_ digits: ArraySlice<UInt8>, _ isNegative: Bool) throws(Refusal) -> Value {
        let text = (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
        if let value = Int64(text), !(isNegative && value == 0) { return .integer(value) }
        if let value = UInt64(text), !isNegative { return Value(value) }
        return try double(text)
    }

    /// A number with a decimal point or an exponent; `nil` when it is not written like one.
    private static func decimal(_ bytes: ArraySlice<UInt8>, _ isNegative: Bool) throws(Refusal) -> Value? {
        let whole = bytes.prefix(while: isDigit)
        var rest = bytes.dropFirst(whole.count)
        var fraction = rest.prefix(0)
        if rest.first == point {
            fraction = rest.dropFirst().prefix(while: isDigit)
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard !(whole.isEmpty && fraction.isEmpty), isExponent(rest) else { return nil }
        var text = isNegative ? "-" : ""
        text += whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self)
        if !fraction.isEmpty { text += "." + String(decoding: fraction, as: UTF8.self) }
        return try double(text + String(decoding: rest, as: UTF8.self))
    }

    private static func isExponent(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let letter = bytes.first else { return true }
        var digits = bytes.dropFirst()
        if let sign = digits.first, signs.contains(sign) { digits = digits.dropFirst() }
        return letter | 0x20 == UInt8(ascii: "e") && !digits.isEmpty && digits.allSatisfy(isDigit)
    }

    private static func double(_ text: String) throws(Refusal) -> Value {
        guard let value = Double(text).flatMap(Value.init(finite:)) else {
            throw Refusal(problem: "a number must be at most about 1.8e308; put it in quotes if it is a string")
        }
        return value
    }

    private static func special(_ bytes: ArraySlice<UInt8>, isSigned: Bool) -> String? {
        switch String(decoding: bytes, as: UTF8.self) {
        case ".inf", ".Inf", ".INF": ".inf"
        case ".nan", ".NaN", ".NAN": isSigned ? nil : ".nan"
        default: nil
        }
    }

    private static let signs: [UInt8] = [UInt8(ascii: "+"), UInt8(ascii: "-")]
    private static let point = UInt8(ascii: ".")

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte | 0x20) }
}
