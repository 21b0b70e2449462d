extension Value {
    /// Reads strict JSON (RFC 8259).
    ///
    /// - No byte order mark, comments, trailing commas, lone surrogates, NaN or infinity; exactly one value.
    /// - Keys of an object are unique, compared by Unicode scalars after their escapes are resolved.
    /// - An integer without fraction and exponent is kept exactly from `Int64.min` to `UInt64.max`. Every other number
    ///   becomes the nearest `Double`; one too large for `Double` is refused, one too small is 0. `-0` is `-0.0`.
    ///
    /// Time is linear in the size of the text, apart from sorting keys, and stack use does not depend on it.
    ///
    /// - Throws: ``AssayError/Code/invalidJSON`` with line, column (both from 1, in Unicode scalars) and byte (from 0).
    public init(json text: String, limits: JSONLimits = JSONLimits()) throws(AssayError) {
        var text = text
        let result = text.withUTF8 { bytes in Self.read(bytes, limits) }
        self = try result.get()
    }

    /// Reads strict JSON in UTF-8, as ``init(json:limits:)`` does; overlong forms and surrogates are refused.
    public init(jsonBytes bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(AssayError) {
        let result = bytes.withUnsafeBufferPointer { bytes in Self.read(bytes, limits) }
        self = try result.get()
    }

    /// Reads strict JSON in UTF-8 from memory that is only borrowed during the call.
    public init(
        jsonBytes bytes: UnsafeBufferPointer<UInt8>,
        limits: JSONLimits = JSONLimits()
    ) throws(AssayError) {
        self = try Self.read(bytes, limits).get()
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ limits: JSONLimits) -> Result<Value, AssayError> {
        Result { () throws(AssayError) -> Value in
            var reader = JSONReader(bytes: bytes, limits: limits)
            return try reader.read()
        }
    }
}
