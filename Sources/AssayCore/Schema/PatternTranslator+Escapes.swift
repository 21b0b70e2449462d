extension PatternTranslator {
    /// What an escape stands for.
    enum Escape {
        case scalar(Unicode.Scalar)
        /// The content of a PCRE2 class, without brackets.
        case set(String)
        case assertion(String)
        case reference(String)
    }

    /// Translates an escape outside a class; false for an assertion, which cannot be repeated.
    mutating func translateEscape() throws(AssayError) -> Bool {
        switch try readEscape(inClass: false) {
        case .scalar(let scalar): emit(scalar)
        case .set(let content): output += "[\(content)]"
        case .reference(let reference): output += reference
        case .assertion(let assertion):
            output += assertion
            return false
        }
        return true
    }

    /// Reads an escape at its backslash.
    mutating func readEscape(inClass: Bool) throws(AssayError) -> Escape {
        position += 1
        guard let scalar = current else { throw failure("the pattern ends after a backslash") }
        if !inClass, let escape = try readAssertionOrReference(scalar) { return escape }
        position += 1
        switch scalar {
        case "d", "D", "w", "W": return .set("\\" + String(Character(scalar)))
        case "s": return .set(PatternSpaces.inside)
        case "S": return .set(PatternSpaces.outside)
        case "p", "P": return .set("\\" + String(Character(scalar)) + "{\(try readProperty())}")
        default:
            position -= 1
            return .scalar(try readScalarEscape(scalar, inClass: inClass))
        }
    }

    private mutating func readAssertionOrReference(_ scalar: Unicode.Scalar) throws(AssayError) -> Escape? {
        switch scalar {
        case "b", "B":
            position += 1
            return .assertion("\\" + String(Character(scalar)))
        case "k":
            position += 1
            guard skip("<") else { throw failure("\\k must be followed by <name>") }
            return .reference("\\k{\(try readName())}")
        case "1"..."9":
            var number = 0
            while let digit = current, ("0"..."9").contains(digit), number < 1000 {
                number = number * 10 + Int(digit.value - 48)
                position += 1
            }
            return .reference("\\g{\(number)}")
        default: return nil
        }
    }

    private mutating func readScalarEscape(_ scalar: Unicode.Scalar, inClass: Bool) throws(AssayError) -> Unicode.Scalar
    {
        let controls: [Unicode.Scalar: Unicode.Scalar] = ["t": "\t", "n": "\n", "v": "\u{B}", "f": "\u{C}", "r": "\r"]
        if let control = controls[scalar] ?? (inClass && scalar == "b" ? "\u{8}" : nil) {
            position += 1
            return control
        }
        switch scalar {
        case "0": return try readNull()
        case "c": return try readControl()
        case "x":
            position += 1
            return try self.scalar(try readDigits(2))
        case "u":
            position += 1
            return try readUnicodeEscape()
        default:
            let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal || scalar == "_"
            guard !isWord else { throw failure("this escape is not in ECMA-262; a letter or digit needs no backslash") }
            position += 1
            return scalar
        }
    }

    private mutating func readNull() throws(AssayError) -> Unicode.Scalar {
        position += 1
        if let next = current, ("0"..."9").contains(next) { throw failure("octal escapes are not allowed") }
        return "\0"
    }

    private mutating func readControl() throws(AssayError) -> Unicode.Scalar {
        position += 1
        guard let letter = current, letter.isASCII, letter.properties.isAlphabetic else {
            throw failure("\\c must be followed by a letter from A to Z")
        }
        position += 1
        return try scalar(letter.value % 32)
    }

    /// Reads what follows `\u`: four digits, a surrogate pair of them, or any number of digits in braces.
    private mutating func readUnicodeEscape() throws(AssayError) -> Unicode.Scalar {
        if skip("{") {
            var value: UInt32 = 0
            var count = 0
            while let digit = current.flatMap(Self.hexadecimal), value <= 0x10FFFF {
                value = value << 4 | digit
                count += 1
                position += 1
            }
            guard count > 0, skip("}") else {
                throw failure("\\u{ must be followed by hexadecimal digits up to 10FFFF, then }")
            }
            return try scalar(value)
        }
        let first = try readDigits(4)
        guard (0xD800...0xDBFF).contains(first), skip("\\u") else { return try scalar(first) }
        let second = try readDigits(4)
        guard (0xDC00...0xDFFF).contains(second) else { throw failure("a surrogate pair lacks its second half") }
        return try scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func readDigits(_ count: Int) throws(AssayError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = current.flatMap(Self.hexadecimal) else {
                throw failure("expected \(count) hexadecimal digits")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> UInt32? {
        guard scalar.isASCII else { return nil }
        return Character(scalar).hexDigitValue.map(UInt32.init)
    }

    private func scalar(_ value: UInt32) throws(AssayError) -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(value) else { throw failure("this escape is no Unicode scalar") }
        return scalar
    }
}
