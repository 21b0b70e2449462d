/// A name in the path of a probe.
struct ProbedKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    /// Stands for all elements of an array or a dictionary.
    static let every = ProbedKey(stringValue: "*")

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { return nil }
}

/// The members of an object; whichever is asked for is there.
struct ProbedMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: ProbingDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }

    /// Nobody knows them, so that a type that asks is refused.
    var allKeys: [Key] {
        decoder.refusal("it is an enum with values, or takes members of any name")
        return []
    }

    /// Is asked before a member is decoded that may be missing.
    func contains(_ key: Key) -> Bool {
        decoder.shape.allowMissing(key.stringValue)
        return true
    }

    func decodeNil(forKey key: Key) throws -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder.child(key).value(type) }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try decoder.child(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder.child(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { decoder.child(ProbedKey(stringValue: "super")) }

    func superDecoder(forKey key: Key) throws -> any Decoder { decoder.child(key) }
}

/// The elements of an array, of which there is one.
struct ProbedElements: UnkeyedDecodingContainer {
    private let decoder: ProbingDecoder
    private(set) var currentIndex = 0

    init(_ decoder: ProbingDecoder) { self.decoder = decoder }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { nil }
    var isAtEnd: Bool { currentIndex > 0 }

    mutating func decodeNil() throws -> Bool {
        decoder.shape.child(ProbedKey.every.stringValue).isNullable = true
        return false
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().value(type) }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }

    mutating func superDecoder() throws -> any Decoder { try next() }

    private mutating func next() throws -> ProbingDecoder {
        guard !isAtEnd else { throw decoder.refusal("it is an array of a fixed length") }
        currentIndex += 1
        return decoder.child(ProbedKey.every)
    }
}

/// A value without parts, or one that another type describes.
struct ProbedValue: SingleValueDecodingContainer {
    let decoder: ProbingDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool {
        decoder.shape.isNullable = true
        return false
    }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.value(type) }
}
