import AssayCore
import Testing

@Suite("Values")
struct ValueTests {
    @Test("Numbers are equal by magnitude whatever case holds them")
    func numericEquality() {
        #expect(Value.integer(3) == .number(3))
        #expect(Value(UInt64.max) != .number(0x1p64))
        #expect(Value(9_223_372_036_854_775_808 as UInt64) == .number(0x1p63))
        #expect(Value.integer(9_007_199_254_740_993) != .number(9_007_199_254_740_992))
        #expect(Value.integer(0) == .number(-0.0))
        #expect(Set([Value.integer(3), .number(3)]).count == 1)
    }

    @Test("Accessors answer only for their kind, and integers only where they are exact")
    func accessors() {
        #expect(Value.number(3).int64 == 3)
        #expect(Value.number(3.5).int64 == nil)
        #expect(Value.number(1e300).int64 == nil)
        #expect(Value.integer(-1).uint64 == nil)
        #expect(Value(UInt64.max).int64 == nil)
        #expect(Value(UInt64.max).uint64 == .max)
        #expect(Value.string("3").double == nil)
        #expect(Value.integer(2).double == 2)
        #expect(Value.null.bool == nil)
    }

    @Test("Subscripts answer nil for what is not there")
    func subscripts() {
        let value: Value = ["list": [1, 2]]
        #expect(value["list"]?[1] == 2)
        #expect(value["list"]?[2] == nil)
        #expect(value["list"]?[-1] == nil)
        #expect(value[0] == nil)
        #expect(value["none"] == nil)
    }

    @Test("Type names are those of JSON Schema")
    func typeNames() {
        let values: [Value] = [nil, true, 1, .number(1), 1.5, "x", [], [:], Value(UInt64.max)]
        let names = ["null", "boolean", "integer", "integer", "number", "string", "array", "object", "integer"]
        #expect(values.map(\.typeName) == names)
    }

    @Test("NaN and infinity cannot be wrapped")
    func finite() {
        #expect(Value(finite: .nan) == nil)
        #expect(Value(finite: -.infinity) == nil)
        #expect(Value(finite: 0.5) == 0.5)
    }
}
