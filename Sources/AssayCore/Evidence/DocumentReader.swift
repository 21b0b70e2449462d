/// Reads members of a stored document, with errors that name the place and what belongs there.
struct DocumentReader {
    private let object: Object
    private let place: String

    /// - Throws: ``AssayError/Code/invalidBundle`` when the value is no object.
    init(_ value: Value?, at place: String) throws(AssayError) {
        guard let object = value?.object else { throw Self.error(place, "an object") }
        self.object = object
        self.place = place
    }

    func reader(_ key: String) throws(AssayError) -> DocumentReader {
        try DocumentReader(object[key], at: "\(place).\(key)")
    }

    func string(_ key: String) throws(AssayError) -> String { try required(key, "a string", \.string) }

    func int(_ key: String) throws(AssayError) -> Int { Int(clamping: try required(key, "a whole number", \.int64)) }

    func bool(_ key: String) throws(AssayError) -> Bool { try required(key, "true or false", \.bool) }

    func seed(_ key: String) throws(AssayError) -> UInt64 {
        try required(key, "a whole number from 0 to 2^64 - 1, as a number or a decimal string", \.seed)
    }

    func double(_ key: String) throws(AssayError) -> Double { try required(key, "a number", \.double) }

    func array(_ key: String) throws(AssayError) -> [Value] { try required(key, "an array", \.array) }

    func object(_ key: String) throws(AssayError) -> Object { try required(key, "an object", \.object) }

    func seeds(_ key: String) throws(AssayError) -> [UInt64] {
        let values = try array(key)
        let seeds = values.compactMap(\.seed)
        guard seeds.count == values.count else { throw Self.error("\(place).\(key)", "an array of seeds") }
        return seeds
    }

    func strings(_ key: String) throws(AssayError) -> [String] {
        let values = try array(key)
        let strings = values.compactMap(\.string)
        guard strings.count == values.count else { throw Self.error("\(place).\(key)", "an array of strings") }
        return strings
    }

    /// The member, or `nil` when it is absent or `null`; of the wrong type it is an error all the same.
    func optional<T>(_ key: String, _ read: (DocumentReader) throws(AssayError) -> T) throws(AssayError) -> T? {
        switch object[key] {
        case nil, .null?: nil
        default: try read(self)
        }
    }

    /// The member as it stands; `null` counts as absent.
    func value(_ key: String) -> Value? {
        switch object[key] {
        case .null?: nil
        case let value: value
        }
    }

    /// The names of all members.
    var keys: [String] { Array(object.keys) }

    /// The member as it stands, `null` included.
    func stored(_ key: String) -> Value? { object[key] }

    /// A failure that names a member, or the whole object, and what belongs there.
    func error(_ key: String?, _ kind: String) -> AssayError {
        Self.error(key.map { "\(place).\($0)" } ?? place, kind)
    }

    private func required<T>(_ key: String, _ kind: String, _ get: (Value) -> T?) throws(AssayError) -> T {
        guard let value = object[key].flatMap(get) else { throw Self.error("\(place).\(key)", kind) }
        return value
    }

    private static func error(_ place: String, _ kind: String) -> AssayError {
        AssayError(.invalidBundle, "\(place) must be \(kind)")
    }
}
