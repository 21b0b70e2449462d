extension PatternTranslator {
    /// Translates a class at its opening bracket.
    mutating func translateClass() throws(AssayError) {
        position += 1
        let isNegated = skip("^")
        guard !skip("]") else {
            output += isNegated ? "(?s:.)" : "(?!)"
            return
        }
        output += isNegated ? "[^" : "["
        while !skip("]") { try translateClassItem() }
        output += "]"
    }

    private mutating func translateClassItem() throws(AssayError) {
        guard case .scalar(let first) = try readClassAtom() else { return }
        guard current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else { return emit(first) }
        position += 1
        let start = position
        emit(first)
        let end = output.endIndex
        guard case .scalar(let last) = try readClassAtom() else {
            // A set cannot end a range, so the hyphen stands for itself, before the set just written.
            output.insert(contentsOf: "\\-", at: end)
            return
        }
        guard first.value <= last.value else {
            position = start
            throw failure("a range is in the wrong order")
        }
        output += "-"
        emit(last)
    }

    /// Reads one scalar of a class, or writes a set.
    private mutating func readClassAtom() throws(AssayError) -> Escape {
        guard let scalar = current else { throw failure("a class is not closed, expected ]") }
        guard scalar == "\\" else {
            position += 1
            return .scalar(scalar)
        }
        let escape = try readEscape(inClass: true)
        if case .set(let content) = escape { output += content }
        return escape
    }
}
