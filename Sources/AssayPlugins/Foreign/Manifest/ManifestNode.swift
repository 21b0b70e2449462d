internal import AssayCore

/// A value in a manifest that knows where it stands, for errors that say so.
struct ManifestNode {
    let file: String
    let path: String
    let value: Value

    /// The failure of this value.
    func failure(_ what: String) -> AssayError {
        let place = path.isEmpty ? "" : "\(path): "
        return AssayError(.invalidManifest, "\(CallText.sanitised(file.utf8)): \(place)\(what)")
    }

    /// A word of the manifest fit for a message.
    static func shown(_ word: String) -> String { "\"\(CallText.sanitised(word.utf8.prefix(64), limit: 64))\"" }

    /// Checks that this is an object with no members but these.
    func checkMembers(_ allowed: [String]) throws(AssayError) {
        for key in try object().keys where !allowed.contains(key) {
            throw failure("has the unknown key \(Self.shown(key)); the keys are \(allowed.joined(separator: ", "))")
        }
    }

    func object() throws(AssayError) -> Object {
        guard let object = value.object else { throw failure("must be an object and is of type \(value.typeName)") }
        return object
    }

    /// The member of that name, if there is one.
    func member(_ key: String) -> ManifestNode? {
        value[key].map { ManifestNode(file: file, path: path.isEmpty ? key : "\(path).\(key)", value: $0) }
    }

    func required(_ key: String) throws(AssayError) -> ManifestNode {
        guard let member = member(key) else { throw failure("\(key) is missing") }
        return member
    }

    /// The elements of a list.
    func elements(_ counts: ClosedRange<Int>) throws(AssayError) -> [ManifestNode] {
        guard let elements = value.array else { throw failure("must be a list and is of type \(value.typeName)") }
        guard counts.contains(elements.count) else {
            throw failure(
                "has \(elements.count) elements; from \(counts.lowerBound) to \(counts.upperBound) are allowed"
            )
        }
        return elements.enumerated().map { ManifestNode(file: file, path: "\(path)[\($0.offset)]", value: $0.element) }
    }

    func text(limit: Int = 4096) throws(AssayError) -> String {
        guard let text = value.string else { throw failure("must be text and is of type \(value.typeName)") }
        guard text.utf8.count <= limit, !text.utf8.contains(0) else {
            throw failure("must have at most \(limit) bytes, none of them zero")
        }
        return text
    }

    /// A word such as C and the names of tools use.
    func name() throws(AssayError) -> String {
        let name = try text()
        guard ToolReader.isName(name) else {
            throw failure("must be a name: a letter or _, then at most 63 letters, digits, _ or -")
        }
        return name
    }

    /// The name of something a library exports.
    func symbol() throws(AssayError) -> String {
        let symbol = try text(limit: 1024)
        guard !symbol.isEmpty, symbol.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw failure("must be the name of a function in the library")
        }
        return symbol
    }

    func bool() throws(AssayError) -> Bool {
        guard let bool = value.bool else { throw failure("must be true or false") }
        return bool
    }

    func integer(_ range: ClosedRange<Int>) throws(AssayError) -> Int {
        guard let number = value.int64, let integer = Int(exactly: number), range.contains(integer) else {
            throw failure("must be an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return integer
    }

    /// Runs something whose misfits are this value's fault.
    func checking<R>(_ body: () throws(Misfit) -> R) throws(AssayError) -> R {
        do throws(Misfit) {
            return try body()
        } catch {
            throw failure(error.description)
        }
    }
}

extension ManifestNode {
    func flag(_ key: String, default fallback: Bool = false) throws(AssayError) -> Bool {
        guard let member = member(key) else { return fallback }
        return try member.bool()
    }

    func optionalText(_ key: String) throws(AssayError) -> String? {
        guard let member = member(key) else { return nil }
        return try member.text()
    }
}
