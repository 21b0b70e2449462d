/// Rewrites an ECMA-262 pattern for PCRE2, refusing everything that is not in ECMA-262.
///
/// A callout `(?C1)` is put at the start and after every repetition and group, so that ``PatternCode`` can count steps.
struct PatternTranslator {
    struct Translation {
        let pattern: String
        /// The sum of the least counts of all repetitions: how much can be compared between two callouts.
        let leastRepeats: Int
    }

    private enum Group {
        case plain
        case lookahead
        case lookbehind
    }

    private static let callout = "(?C1)"

    let scalars: [Unicode.Scalar]
    var position = 0
    var output = ""
    private var groups: [Group] = []
    private var leastRepeats = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    mutating func translate() throws(AssayError) -> Translation {
        while let scalar = current { try translateTerm(scalar) }
        guard groups.isEmpty else { throw failure("a group is not closed, expected )") }
        return Translation(pattern: Self.callout + "(?:" + output + ")", leastRepeats: leastRepeats)
    }

    private mutating func translateTerm(_ scalar: Unicode.Scalar) throws(AssayError) {
        switch scalar {
        case "|", "^", "$":
            position += 1
            output.unicodeScalars.append(scalar)
        case "(": try openGroup()
        case ")": try closeGroup()
        case "*", "+", "?": throw failure("there is nothing to repeat before this")
        case "{" where repetition() != nil: throw failure("there is nothing to repeat before this")
        default:
            if try translateAtom(scalar) { try translateRepetition() }
        }
    }

    /// Translates one atom; false for an assertion, which cannot be repeated.
    private mutating func translateAtom(_ scalar: Unicode.Scalar) throws(AssayError) -> Bool {
        switch scalar {
        case "\\": return try translateEscape()
        case "[": try translateClass()
        case ".":
            position += 1
            output += "[^\\n\\r\u{2028}\u{2029}]"
        default:
            position += 1
            emit(scalar)
        }
        return true
    }

    private mutating func openGroup() throws(AssayError) {
        position += 1
        guard current == "?" else {
            guard current != "*" else { throw failure("there is nothing to repeat before this") }
            groups.append(.plain)
            output += "("
            return
        }
        let openings: [(String, Group)] = [
            ("?:", .plain), ("?=", .lookahead), ("?!", .lookahead), ("?<=", .lookbehind), ("?<!", .lookbehind),
        ]
        for (opening, group) in openings where skip(opening) {
            groups.append(group)
            output += "(" + opening
            return
        }
        guard skip("?<") else {
            throw failure("this kind of group is unknown, expected one of (?: (?= (?! (?<= (?<! (?<name>")
        }
        output += "(?<" + (try readName()) + ">"
        groups.append(.plain)
    }

    /// Reads a group's name and the `>` after it.
    mutating func readName() throws(AssayError) -> String {
        var name = ""
        while let scalar = current, scalar != ">" {
            let isLetter = scalar.properties.isAlphabetic || scalar == "_"
            guard isLetter || (!name.isEmpty && scalar.properties.numericType == .decimal) else { break }
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard !name.isEmpty, skip(">") else { throw failure("a group's name is letters, digits and _, then >") }
        return name
    }

    private mutating func closeGroup() throws(AssayError) {
        guard let group = groups.popLast() else { throw failure("there is no group to close") }
        position += 1
        output += ")"
        if group == .lookbehind, current == "*" || current == "+" || current == "?" || repetition() != nil {
            throw failure("a look-behind cannot be repeated")
        }
        if try !translateRepetition() { output += Self.callout }
    }
}

extension PatternTranslator {
    /// Translates `*`, `+`, `?`, `{n}`, `{n,}` or `{n,m}`, greedy or not; false when none comes here.
    @discardableResult
    private mutating func translateRepetition() throws(AssayError) -> Bool {
        switch current {
        case "*", "+", "?":
            output.unicodeScalars.append(scalars[position])
            position += 1
        default:
            guard let (least, most, end) = repetition() else { return false }
            guard most.map({ least <= $0 }) ?? true else {
                throw failure("a repetition's bounds are in the wrong order")
            }
            guard max(least, most ?? 0) <= 65_535 else { throw failure("a repetition goes to 65535 at most") }
            leastRepeats += least
            output += most == least ? "{\(least)}" : "{\(least),\(most.map(String.init) ?? "")}"
            position = end
        }
        if current == "?" {
            output += "?"
            position += 1
        }
        output += Self.callout
        return true
    }

    /// The repetition in braces that starts here; numbers stop at a million, which is over the limit.
    private func repetition() -> (least: Int, most: Int?, end: Int)? {
        guard current == "{" else { return nil }
        var place = position + 1
        guard let least = number(at: &place) else { return nil }
        var most: Int? = least
        if place < scalars.count, scalars[place] == "," {
            place += 1
            most = number(at: &place)
        }
        guard place < scalars.count, scalars[place] == "}" else { return nil }
        return (least, most, place + 1)
    }

    private func number(at place: inout Int) -> Int? {
        var number: Int?
        while place < scalars.count, ("0"..."9").contains(scalars[place]) {
            number = min(1_000_000, (number ?? 0) * 10 + Int(scalars[place].value - 48))
            place += 1
        }
        return number
    }

    var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    /// Moves over a text, if it comes here.
    mutating func skip(_ text: String) -> Bool {
        guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    /// Writes a scalar that stands for itself.
    mutating func emit(_ scalar: Unicode.Scalar) {
        let isAlphanumeric = scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
        if scalar.isASCII, !isAlphanumeric { output += "\\" }
        output.unicodeScalars.append(scalar)
    }

    func failure(_ problem: String) -> AssayError {
        AssayError(.invalidPattern, "Invalid pattern at character \(position + 1): \(problem).")
    }
}
