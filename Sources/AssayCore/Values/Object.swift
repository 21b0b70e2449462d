/// The members of a JSON object, sorted by key.
///
/// Keys are compared by their UTF-8 bytes, which is the order of Unicode scalars, so two spellings of one character are
/// two keys. Look-up is O(log n), setting a new key O(n), creation from a list O(n log n).
public struct Object: Sendable, Hashable {
    private var entries: [Entry]

    /// Creates an object without members.
    public init() { entries = [] }

    /// Creates an object from members; `nil` when two have the same key.
    public init?(members: some Sequence<(key: String, value: Value)>) {
        self.init(entries: members.map { Entry(key: $0.key, value: $0.value) })
    }

    /// Takes over members in any order; `nil` when two have the same key.
    init?(entries: [Entry]) {
        self.entries = entries
        guard !Self.isStrictlySorted(entries) else { return }
        self.entries.sort { Self.precedes($0.key, $1.key) }
        guard Self.isStrictlySorted(self.entries) else { return nil }
    }

    /// The number of members.
    public var count: Int { entries.count }

    /// Whether there are no members.
    public var isEmpty: Bool { entries.isEmpty }

    /// The keys, sorted.
    public var keys: some RandomAccessCollection<String> { entries.lazy.map(\.key) }

    /// The values, in the order of the keys.
    public var values: some RandomAccessCollection<Value> { entries.lazy.map(\.value) }

    /// The value of a key; setting `nil` removes the key.
    public subscript(key: String) -> Value? {
        get {
            let place = firstPlace(notBefore: key)
            // Not a conditional expression: beside a value its `nil` would mean `Value.null`.
            guard isMatch(place, key) else { return nil }
            return entries[place].value
        }
        set {
            let place = firstPlace(notBefore: key)
            switch (isMatch(place, key), newValue) {
            case (true, let value?): entries[place].value = value
            case (true, nil): entries.remove(at: place)
            case (false, let value?): entries.insert(Entry(key: key, value: value), at: place)
            case (false, nil): break
            }
        }
    }

    /// Whether the members are named as those of another object.
    func hasKeys(of other: Object) -> Bool {
        guard count == other.count else { return false }
        return entries.indices.allSatisfy { Self.areEqual(entries[$0].key, other.entries[$0].key) }
    }

    private func isMatch(_ place: Int, _ key: String) -> Bool {
        place < entries.count && Self.areEqual(entries[place].key, key)
    }

    private func firstPlace(notBefore key: String) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(entries[middle].key, key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func isStrictlySorted(_ entries: [Entry]) -> Bool {
        for place in entries.indices.dropFirst() {
            guard precedes(entries[place - 1].key, entries[place].key) else { return false }
        }
        return true
    }

    /// The order of the UTF-8 bytes.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        bytes(left, right) { $0.lexicographicallyPrecedes($1) } ?? left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private static func areEqual(_ left: String, _ right: String) -> Bool {
        bytes(left, right) { $0.elementsEqual($1) } ?? left.utf8.elementsEqual(right.utf8)
    }

    /// Native strings lend their storage, which is several times faster than walking their views.
    private static func bytes(
        _ left: String,
        _ right: String,
        _ compare: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool? {
        left.utf8.withContiguousStorageIfAvailable { left in
            right.utf8.withContiguousStorageIfAvailable { right in compare(left, right) }
        } ?? nil
    }
}

extension Object {
    struct Entry: Sendable, Hashable {
        let key: String
        var value: Value

        static func == (left: Entry, right: Entry) -> Bool {
            left.key.utf8.elementsEqual(right.key.utf8) && left.value == right.value
        }

        func hash(into hasher: inout Hasher) {
            Value.hash(text: key, into: &hasher)
            hasher.combine(value)
        }
    }
}

extension Object: Sequence {
    /// Walks the members in key order.
    public func makeIterator() -> Iterator { Iterator(entries) }

    /// The number of members.
    public var underestimatedCount: Int { entries.count }

    /// A place among the members of an object.
    public struct Iterator: IteratorProtocol, Sendable {
        private let entries: [Entry]
        private var place = 0

        fileprivate init(_ entries: [Entry]) { self.entries = entries }

        /// The next member in key order.
        public mutating func next() -> (key: String, value: Value)? {
            guard place < entries.count else { return nil }
            defer { place += 1 }
            return (entries[place].key, entries[place].value)
        }
    }
}

extension Object: ExpressibleByDictionaryLiteral {
    /// Creates an object; of a key written twice the last value counts.
    public init(dictionaryLiteral elements: (String, Value)...) {
        if let object = Object(entries: elements.map { Entry(key: $0.0, value: $0.1) }) {
            self = object
            return
        }
        self.init()
        for (key, value) in elements { self[key] = value }
    }
}

extension Object {
    /// The members in the order of their keys' UTF-16 code units, as canonical JSON wants them.
    ///
    /// This differs from the order of scalars only where a scalar beyond U+FFFF occurs, four bytes in UTF-8.
    var entriesByUTF16: [Entry] {
        guard entries.contains(where: { Self.hasFourByteScalar($0.key) }) else { return entries }
        return entries.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
    }

    private static func hasFourByteScalar(_ key: String) -> Bool {
        key.utf8.withContiguousStorageIfAvailable { $0.contains { $0 >= 0xF0 } } ?? key.utf8.contains { $0 >= 0xF0 }
    }
}
