import AssayCore

/// A decoder that answers with placeholders and records what it is asked for.
struct ProbingDecoder: Decoder {
    let shape: Shape
    let codingPath: [any CodingKey]
    private let depth: Int
    private let probe: Probe

    private static let mostLevels = 16
    private static let mostNames = 4

    /// What the decoders of one type share.
    private final class Probe {
        let name: String
        /// The first failure; it stands even where the type goes on without the value.
        var failure: AssayError?

        init(_ name: String) { self.name = name }
    }

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        try settle(.object)
        return KeyedDecodingContainer(ProbedMembers<Key>(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try settle(.array)
        return ProbedElements(self)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        try check()
        return ProbedValue(
            decoder: ProbingDecoder(shape: shape, codingPath: codingPath, depth: depth + 1, probe: probe)
        )
    }
}

extension ProbingDecoder {
    /// Starts at the root of a type.
    init<T>(of type: T.Type) {
        self.init(shape: Shape(), codingPath: [], depth: 0, probe: Probe("\(type)"))
    }

    /// The decoder of a member or an element.
    func child(_ key: any CodingKey) -> ProbingDecoder {
        ProbingDecoder(
            shape: shape.child(key.stringValue),
            codingPath: codingPath + [key],
            depth: depth + 1,
            probe: probe
        )
    }

    /// Records what a type decodes here, and gives a value of it.
    func value<T: Decodable>(_ type: T.Type) throws(AssayError) -> T {
        try check()
        if let known = type as? any KnownShape.Type, let value = try known.placeholder(in: self) as? T { return value }
        if let value = try choice(of: type) { return value }
        return try decoded(type)
    }

    /// Settles what this place is.
    func settle(_ kind: Shape.Kind) throws(AssayError) {
        try check()
        guard shape.settle(kind) else { throw refusal("it is decoded in two ways") }
    }

    /// The failure of the whole type; the first one counts.
    @discardableResult func refusal(_ reason: String) -> AssayError {
        if let failure = probe.failure { return failure }
        let message = "no schema can be derived for \(place): \(reason); give the schema by hand"
        let failure = AssayError(.invalidSchema, message)
        probe.failure = failure
        return failure
    }

    private var place: String {
        guard !codingPath.isEmpty else { return probe.name }
        var names = codingPath.prefix(Self.mostNames).map { $0.stringValue }
        if names.count < codingPath.count { names.append("…") }
        return "the property \(names.joined(separator: ".")) of \(probe.name)"
    }

    private func check() throws(AssayError) {
        if let failure = probe.failure { throw failure }
        guard depth <= Self.mostLevels else {
            throw refusal("it has more than \(Self.mostLevels) levels, or contains itself")
        }
    }

    private func choice<T>(of type: T.Type) throws(AssayError) -> T? {
        guard let cases = (type as? any CaseIterable.Type)?.rawCases else { return nil }
        guard let first = cases.first, let value = first.value as? T else { throw refusal("it has no cases") }
        try settle(.plain(["type": .string(first.raw.typeName), "enum": .array(cases.map { $0.raw })]))
        return value
    }

    private func decoded<T: Decodable>(_ type: T.Type) throws(AssayError) -> T {
        let hint = "an enum must be CaseIterable, with raw values of String or Int"
        let value: T
        do { value = try T(from: self) } catch { throw refusal("\(type) accepts no placeholder; \(hint)") }
        try check()
        // An integer enum may have taken its placeholder by chance.
        guard Mirror(reflecting: value).displayStyle != .enum else { throw refusal(hint) }
        return value
    }
}

extension CaseIterable {
    /// The cases with their raw values; `nil` where one has none of type `String` or `Int`.
    fileprivate static var rawCases: [(value: Any, raw: Value)]? {
        var cases: [(value: Any, raw: Value)] = []
        for value in allCases {
            switch (value as? any RawRepresentable)?.rawValue {
            case let text as String: cases.append((value: value, raw: .string(text)))
            case let number as Int: cases.append((value: value, raw: Value(number)))
            default: return nil
            }
        }
        return cases
    }
}
