extension SchemaCompiler.Site {
    /// A keyword's number.
    func number(_ keyword: String) throws(AssayError) -> Value? {
        guard let value = self[keyword] else { return nil }
        guard value.double != nil else { throw failure(keyword, "expected a number") }
        return value
    }

    /// A keyword's count; one that is larger than any count is the largest.
    func count(_ keyword: String) throws(AssayError) -> Int? {
        guard let value = try number(keyword) else { return nil }
        guard value.typeName == "integer", let number = value.double, number >= 0 else {
            throw failure(keyword, "expected an integer of at least 0")
        }
        return value.int64.map { Int($0) } ?? .max
    }

    /// A keyword's truth value.
    func bool(_ keyword: String) throws(AssayError) -> Bool? {
        guard let value = self[keyword] else { return nil }
        guard let bool = value.bool else { throw failure(keyword, "expected true or false") }
        return bool
    }

    /// A keyword's text.
    func string(_ keyword: String) throws(AssayError) -> String? {
        guard let value = self[keyword] else { return nil }
        guard let string = value.string else { throw failure(keyword, "expected a string") }
        return string
    }

    /// A keyword's elements.
    func array(_ keyword: String) throws(AssayError) -> [Value]? {
        guard let value = self[keyword] else { return nil }
        guard let array = value.array else { throw failure(keyword, "expected an array") }
        return array
    }

    /// A keyword's members.
    func members(_ keyword: String) throws(AssayError) -> Object? {
        guard let value = self[keyword] else { return nil }
        guard let object = value.object else { throw failure(keyword, "expected an object") }
        return object
    }

    /// Names that differ from each other.
    static func names(_ value: Value, at place: SchemaPlace) throws(AssayError) -> [String] {
        guard let elements = value.array else { throw place.failure("expected an array of strings") }
        var names: [String] = []
        for (index, element) in elements.enumerated() {
            guard let name = element.string else { throw place.appending(index).failure("expected a string") }
            names.append(name)
        }
        guard Set(elements).count == elements.count else { throw place.failure("expected strings that differ") }
        return names
    }

    /// A pattern.
    static func pattern(_ text: String, at place: SchemaPlace) throws(AssayError) -> Pattern {
        do throws(AssayError) {
            return try Pattern(text)
        } catch {
            let message = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
            throw place.failure(message)
        }
    }
}
