import AssayCore
import Testing

@Suite("Objects")
struct ObjectTests {
    @Test("Members are found, replaced and removed by key")
    func editing() {
        var object: Object = ["b": 1, "a": 2]
        object["c"] = 3
        object["a"] = 4
        object["b"] = nil
        object["missing"] = nil
        #expect(Array(object.keys) == ["a", "c"])
        #expect(Array(object.values) == [4, 3])
        #expect(object["b"] == nil)
    }

    @Test("Creation from members sorts them and refuses a key that comes twice")
    func creation() {
        let members: [(key: String, value: Value)] = [("z", 1), ("a", 2), ("m", 3)]
        #expect(Object(members: members) == ["a": 2, "m": 3, "z": 1])
        #expect(Object(members: members + [("a", 4)]) == nil)
    }

    @Test("Objects built in different orders are equal and hash equally")
    func equality() {
        let one: Object = ["x": 1, "y": 2.0]
        let two: Object = ["y": 2, "x": 1.0]
        #expect(one == two)
        #expect(one.hashValue == two.hashValue)
        #expect(one != ["x": 1])
    }

    @Test("Keys are in the order of Unicode scalars and two spellings are two keys")
    func keyOrder() {
        let object: Object = ["\u{10000}": 1, "\u{FFFF}": 2, "\u{E9}": 3, "e\u{301}": 4, "ea": 5]
        #expect(Array(object.values) == [5, 4, 3, 2, 1])
    }

    @Test("It behaves as a dictionary does under random edits")
    func againstDictionary() {
        var generator = SeededGenerator(seed: 71)
        var object = Object()
        var model: [String: Value] = [:]
        for step in 0..<5_000 {
            let key = String(Int.random(in: 0..<200, using: &generator))
            let value: Value? = Bool.random(using: &generator) ? .integer(Int64(step)) : nil
            object[key] = value
            model[key] = value
            #expect(object[key] == model[key])
        }
        #expect(object.count == model.count)
        #expect(Array(object.keys) == model.keys.sorted())
    }
}
