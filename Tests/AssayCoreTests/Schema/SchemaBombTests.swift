import AssayCore
import Foundation
import Synchronization
import Testing

@Suite("Hostile schemas and values")
struct SchemaBombTests {
    @Test(
        "A schema that refers to itself without going into the value is refused",
        arguments: [
            ##"{"$ref": "#"}"##, ##"{"allOf": [{"$ref": "#"}]}"##, ##"{"anyOf": [{"type": "string"}, {"$ref": "#"}]}"##,
            ##"{"not": {"$ref": "#"}}"##, ##"{"if": {"$ref": "#"}}"##, ##"{"dependentSchemas": {"a": {"$ref": "#"}}}"##,
            ##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##,
            ##"{"$dynamicAnchor": "x", "oneOf": [{"$dynamicRef": "#x"}]}"##,
        ]
    )
    func cycles(text: String) throws {
        let value = try Value(json: text)
        let error = #expect(throws: AssayError.self) { try Schema(value) }
        #expect(error?.code == .invalidSchema)
        #expect(error?.message.contains("without going into the value") == true)
    }

    @Test("A cycle that goes into the value is followed as deep as the value is")
    func recursion() throws {
        let schema = try Schema(["properties": ["next": ["$ref": "#"]], "additionalProperties": false])
        let depth = 128
        let good = String(repeating: "{\"next\":", count: depth - 1) + "{}" + String(repeating: "}", count: depth - 1)
        #expect(try schema.validate(Value(json: good)).isEmpty)
        let bad = good.replacing("{}", with: "{\"x\":1}")
        let found = try schema.validate(Value(json: bad))
        #expect(found.map(\.instanceLocation) == [String(repeating: "/next", count: depth - 1) + "/x"])
    }

    @Test("A cycle through dynamic scope that never goes into the value ends at the depth limit")
    func dynamicCycle() throws {
        let schema: Value = [
            "$id": "http://x/root", "$dynamicAnchor": "node", "$ref": "other",
            "$defs": [
                "other": [
                    "$id": "other", "$dynamicRef": "#node",
                    "$defs": ["stop": ["$dynamicAnchor": "node"]],
                ]
            ],
        ]
        let found = try Schema(schema).validate(1)
        #expect(found.count == 1)
        #expect(
            found.first?.message == "validation went through more than 256 schemas inside each other and was stopped"
        )
    }

    @Test("The deepest validation fits the stack that is promised, with room for an unoptimised build")
    func smallStack() throws {
        let schema = try Schema(
            ["properties": ["a": ["anyOf": [["allOf": [["$ref": "#"]]], false]]], "additionalProperties": false],
            limits: Schema.Limits(maxDepth: 10_000)
        )
        #expect(schema.limits.maxDepth == 512)
        let text = String(repeating: "{\"a\":", count: 511) + "{}" + String(repeating: "}", count: 511)
        let message = Mutex("")
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let answer = Result { try schema.validate(Value(json: text, limits: JSONLimits(maxDepth: 512))) }
            message.withLock { $0 = (try? answer.get().first?.message) ?? "none" }
            done.signal()
        }
        thread.stackSize = 4 << 20
        thread.start()
        done.wait()
        #expect(message.withLock { $0 }.hasPrefix("validation went through more than 512 schemas"))
    }

    /// A schema that applies the next level twice, sixty levels deep.
    private static var doubling: Value {
        var definitions = Object()
        for level in 0..<60 {
            let next: Value = ["$ref": .string("#/$defs/level\(level + 1)")]
            definitions["level\(level)"] = ["allOf": [next, next]]
        }
        definitions["level60"] = true
        return ["$ref": "#/$defs/level0", "$defs": .object(definitions)]
    }

    @Test("Schemas that double the work at each level end at the step limit")
    func exponential() throws {
        let schema = try Schema(Self.doubling, limits: Schema.Limits(maxSteps: 200_000))
        let found = schema.validate(1)
        #expect(found.map(\.message) == ["validation took more than 200000 steps and was stopped"])
    }

    @Test("A small value has fewer steps than a large one, and none more than the limit")
    func stepsForSize() throws {
        let schema = try Schema(Self.doubling)
        func steps(_ value: Value) -> String? { schema.validate(value).first?.message }
        #expect(steps(1) == "validation took more than 650000 steps and was stopped")
        #expect(steps("four") == "validation took more than 650064 steps and was stopped")
        #expect(steps([1, ["a": 2]]) == "validation took more than 800016 steps and was stopped")
        let large = Value.array([Value](repeating: 1, count: 1000))
        #expect(steps(large) == "validation took more than 10000000 steps and was stopped")
    }

    @Test("What was stopped is not valid, not even inside a negation")
    func stoppedNegation() throws {
        let schema: Value = ["not": ["pattern": "^(a+)+$"]]
        let found = try Schema(schema).validate(.string(String(repeating: "a", count: 50) + "!"))
        #expect(found.map(\.message) == ["a pattern took too many steps on this text and validation was stopped"])
        #expect(found.map(\.keywordLocation) == ["/not/pattern"])
    }

    @Test("Many costly patterns together end at the step limit")
    func manyPatterns() throws {
        let patterns = (0..<1000).map { (key: "^(a|aa){1,20}b\($0)$", value: Value.bool(true)) }
        let limits = Schema.Limits(maxSteps: 2_000_000)
        let object = try #require(Object(members: patterns))
        let schema = try Schema(["patternProperties": .object(object)], limits: limits)
        var instance = Object()
        for place in 0..<1000 { instance[String(repeating: "a", count: 18) + "\(place)"] = 1 }
        #expect(
            schema.validate(.object(instance)).map(\.message) == [
                "validation took more than 2000000 steps and was stopped"
            ]
        )
    }

    @Test("A chain of a hundred thousand references is refused by its size, a shorter one is compiled")
    func longChain() throws {
        func chain(_ length: Int) -> Value {
            var members: [(key: String, value: Value)] = [(key: "d\(length)", value: true)]
            for place in 0..<length { members.append(("d\(place)", ["$ref": .string("#/$defs/d\(place + 1)")])) }
            return ["$ref": "#/$defs/d0", "$defs": Object(members: members).map(Value.object) ?? nil]
        }
        let error = #expect(throws: AssayError.self) { try Schema(chain(100_000)) }
        #expect(error?.message.contains("too many subschemas; at most 50000") == true)
        #expect(try Schema(chain(200)).validate(1).isEmpty)
        #expect(try Schema(chain(10_000)).validate(1).first?.message.hasPrefix("validation went through") == true)
    }

    @Test("A schema as deep as JSON may be is compiled")
    func deepSchema() throws {
        let text = String(repeating: "{\"items\":", count: 127) + "{}" + String(repeating: "}", count: 127)
        #expect(try Schema(Value(json: text)).validate([[[1]]]).isEmpty)
        let negations = String(repeating: "{\"not\":", count: 127) + "{}" + String(repeating: "}", count: 127)
        #expect(try Schema(Value(json: negations)).validate(1).count == 1)
    }

    @Test("Large arrays are checked for repetition in one pass")
    func uniqueItems() throws {
        let schema = try Schema(["uniqueItems": true])
        var items = (0..<100_000).map { Value.array([.integer($0)]) }
        #expect(schema.validate(.array(items)).isEmpty)
        items.append([99_999])
        #expect(schema.validate(.array(items)).count == 1)
    }
}
