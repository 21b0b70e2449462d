public struct Violation: Sendable, Hashable { public var instanceLocation: String; public var keywordLocation: String; public var message: String }
public struct Schema: Sendable {
    public init(_ value: Value) throws(AssayError) {}
    public func validate(_ v: Value) -> [Violation] { [] }
    func subschema(atPath: [String]) -> Value? { nil }
}
