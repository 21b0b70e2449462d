extension Value {
    /// The canonical JSON text (RFC 8785): equal values have equal texts, byte for byte.
    ///
    /// - No white space; keys in the order of their UTF-16 code units; only the escapes JSON requires.
    /// - Numbers as ECMAScript prints them: the fewest digits that read back as the same `Double`; `-0` is `0`.
    /// - Deviation: a whole number within `Int64.min...UInt64.max` prints all its digits, also beyond 2^53, where the
    ///   RFC would round it. So 64-bit seeds survive.
    ///
    /// Reading the text gives an equal value. A NaN or infinity, which ``number(_:)`` must not hold, prints as `null`.
    public var canonicalJSON: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// The UTF-8 bytes of ``canonicalJSON``, as they are hashed and signed.
    public var canonicalBytes: [UInt8] {
        var writer = JSONWriter(isPretty: false)
        writer.write(self)
        return writer.bytes
    }

    /// The bytes of ``canonicalJSON``, except that `-0.0` keeps its sign.
    ///
    /// What they read back as behaves the same in every calculation; two equal values may differ here. For messages between
    /// processes.
    package var exactBytes: [UInt8] {
        var writer = JSONWriter(isPretty: false)
        writer.keepsSignOfZero = true
        writer.write(self)
        return writer.bytes
    }

    /// The text of ``exactBytes``.
    package var exactJSON: String { String(decoding: exactBytes, as: UTF8.self) }

    /// The text of ``canonicalJSON`` over several lines, indented by two spaces a level.
    public var prettyJSON: String {
        var writer = JSONWriter(isPretty: true)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
