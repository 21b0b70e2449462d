/// The header fields of a response, in order; names are compared without case.
public struct HTTPHeaders: Sendable, Hashable {
    private var fields: [Field] = []

    private struct Field: Hashable {
        let name: String
        let value: String
    }

    /// Creates an empty list.
    public init() {}

    /// The names, in lower case, in order of arrival; a field that came twice is there twice.
    public var names: [String] { fields.map(\.name) }

    /// The value of a field; of its first appearance where there are several.
    public subscript(name: String) -> String? { values(of: name).first }

    /// The values of all appearances of a field.
    public func values(of name: String) -> [String] {
        let name = name.lowercased()
        return fields.filter { $0.name == name }.map(\.value)
    }

    /// Whether all appearances of a field, given in lower case, have one value.
    func isConsistent(_ name: String) -> Bool {
        var first: String?
        for field in fields where field.name == name {
            guard let value = first else {
                first = field.value
                continue
            }
            if field.value != value { return false }
        }
        return true
    }

    /// Adds a field at the end.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name.lowercased(), value: value))
    }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    /// Creates a list of fields, of which several may have one name.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }
}

extension HTTPHeaders: CustomStringConvertible, CustomReflectable {
    /// The names only: servers put cookies and keys into values.
    public var description: String { names.description }
    /// A mirror without the values.
    public var customMirror: Mirror { Mirror(self, children: ["names": names]) }
}
