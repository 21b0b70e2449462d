extension Value {
    /// The text, or `null`.
    public static func orNull(_ value: String?) -> Value { value.map(Value.string) ?? .null }

    /// The integer, or `null`.
    public static func orNull(_ value: Int64?) -> Value { value.map(Value.integer) ?? .null }

    /// The number, or `null`; also `null` when it is not finite.
    public static func orNull(_ value: Double?) -> Value { value.flatMap(Value.init(finite:)) ?? .null }

    /// The truth value, or `null`.
    public static func orNull(_ value: Bool?) -> Value { value.map(Value.bool) ?? .null }

    /// The value, or `null`.
    public static func orNull(_ value: Value?) -> Value { value ?? .null }

    /// A seed: a number where every JSON reader keeps it, a decimal string above 2^53.
    public init(seed: UInt64) { self = seed <= 1 << 53 ? Value(seed) : .string(String(seed)) }

    /// The seed, from either spelling.
    public var seed: UInt64? { string.flatMap { UInt64($0) } ?? uint64 }
}
