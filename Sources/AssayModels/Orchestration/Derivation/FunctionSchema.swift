public import AssayCore

/// JSON Schemas of the arguments of functions.
public enum FunctionSchema {
    /// Derives the JSON Schema (2020-12) of what a type decodes.
    ///
    /// ```swift
    /// struct Trip: Decodable {
    ///     let place: String
    ///     let days: UInt8?
    /// }
    /// let schema = try FunctionSchema.derived(from: Trip.self)
    /// // {"type": "object", "required": ["place"], "additionalProperties": false,
    /// //  "properties": {"days": {"type": "integer", "minimum": 0}, "place": {"type": "string"}}}
    /// ```
    ///
    /// - `String`, `Bool`, integers, `Double`, `Float` and `Decimal` are plain types, unsigned integers from 0 on;
    ///   `URL` and `UUID` are strings with a format.
    /// - An array has `items`, a dictionary with `String` keys `additionalProperties`; other types that decode members
    ///   are objects and allow no others. What is decoded if present is not required.
    /// - A `CaseIterable` type with raw values of `String` or `Int` is an `enum` of these.
    ///
    /// The type's `init(from:)` runs once, with placeholders: `"text"`, 1, `false`, arrays of one element. What it
    /// decodes only under other values, and ranges it checks, are not in the schema.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidSchema``, with the property, for a type that refuses its
    ///   placeholder, for `Date` and `Data`, which have several forms in JSON, for other enums, and for more than 16
    ///   levels, which a type that contains itself has.
    public static func derived<T: Decodable>(from type: T.Type) throws(AssayError) -> Value {
        let decoder = ProbingDecoder(of: type)
        _ = try decoder.value(type)
        return decoder.shape.schema
    }
}
