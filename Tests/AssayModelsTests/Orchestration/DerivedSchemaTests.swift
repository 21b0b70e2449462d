import AssayCore
import AssayModels
import Foundation
import Testing

@Suite("The schema of a function's arguments is derived from their type (S0-5)")
struct DerivedSchemaTests {
    private enum Travel: String, Decodable, CaseIterable { case train, plane }

    private enum Class: Int, Decodable, CaseIterable {
        case first = 1
        case second
    }

    private enum Unlisted: Int, Decodable { case one = 1 }

    private enum Loaded: Decodable { case day(Int) }

    private struct Flat: Decodable {
        let place: String
        let days: UInt8
        let offset: Int
        let budget: Double
        let isFlexible: Bool
    }

    private struct Stop: Decodable {
        let city: String
        let nights: Int?
    }

    private struct Trip: Decodable {
        let place: String
        let days: UInt8?
        let by: Travel
        let stops: [Stop]?
        let prices: [String: Double]
    }

    private struct Dated: Decodable {
        let name: String
        let range: Range

        struct Range: Decodable { let start: Date }
    }

    private struct Node: Decodable {
        let name: String
        let children: [Node]
    }

    private struct Member<T: Decodable>: Decodable { let member: T }

    private struct Nothing: Decodable {}

    /// A type that goes on without what cannot be derived.
    private struct Lenient: Decodable {
        let start: Date?

        enum CodingKeys: CodingKey { case start }

        init(from decoder: any Decoder) throws {
            start = try? decoder.container(keyedBy: CodingKeys.self).decode(Date.self, forKey: .start)
        }
    }

    /// A type that accepts only some values.
    private struct Picky: Decodable {
        let days: Int

        enum CodingKeys: CodingKey { case days }

        init(from decoder: any Decoder) throws {
            days = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .days)
            guard days > 5 else { throw AssayError(.init(rawValue: "too_short"), "six days or more") }
        }
    }

    private func member<T: Decodable>(_ type: T.Type) throws -> Value? {
        try FunctionSchema.derived(from: Member<T>.self)["properties"]?["member"]
    }

    private func refusal<T: Decodable>(_ type: T.Type) async -> AssayError? {
        await thrown { _ = try FunctionSchema.derived(from: type) }
    }

    @Test("Properties have the types they decode, and are required")
    func flat() throws {
        let expected: Value = [
            "type": "object", "additionalProperties": false,
            "required": ["budget", "days", "isFlexible", "offset", "place"],
            "properties": [
                "place": ["type": "string"], "days": ["type": "integer", "minimum": 0], "offset": ["type": "integer"],
                "budget": ["type": "number"], "isFlexible": ["type": "boolean"],
            ],
        ]
        #expect(try FunctionSchema.derived(from: Flat.self) == expected)
    }

    @Test("Nested types, arrays, dictionaries, enums and what may be missing")
    func nested() throws {
        let stop: Value = [
            "type": "object", "additionalProperties": false, "required": ["city"],
            "properties": ["city": ["type": "string"], "nights": ["type": "integer"]],
        ]
        let expected: Value = [
            "type": "object", "additionalProperties": false, "required": ["by", "place", "prices"],
            "properties": [
                "place": ["type": "string"], "days": ["type": "integer", "minimum": 0],
                "by": ["type": "string", "enum": ["train", "plane"]], "stops": ["type": "array", "items": stop],
                "prices": ["type": "object", "additionalProperties": ["type": "number"]],
            ],
        ]
        #expect(try FunctionSchema.derived(from: Trip.self) == expected)
    }

    @Test("Types that other types decode, and those of Foundation, are as JSONDecoder reads them")
    func others() throws {
        #expect(try member(Class.self) == ["type": "integer", "enum": [1, 2]])
        #expect(try member(URL.self) == ["type": "string", "format": "uri"])
        #expect(try member(UUID.self) == ["type": "string", "format": "uuid"])
        #expect(try member(Decimal.self) == ["type": "number"])
        #expect(try member(UInt64.self) == ["type": "integer", "minimum": 0])
        let nullable: Value = ["anyOf": [["type": "string"], ["type": "null"]]]
        #expect(try member([String?].self) == ["type": "array", "items": nullable])
        let none: Value = ["type": "object", "properties": [:], "required": [], "additionalProperties": false]
        #expect(try FunctionSchema.derived(from: Nothing.self) == none)
    }

    @Test("A schema accepts the instances of its type and no others")
    func validates() throws {
        let schema = try Schema(FunctionSchema.derived(from: Trip.self))
        let good: Value = [
            "place": "Rome", "by": "train", "stops": [["city": "Como"]], "prices": ["hotel": 99.5], "days": 3,
        ]
        #expect(schema.validate(good).isEmpty)
        let changes: [(String, Value?)] = [
            ("place", Value?.none), ("place", 1), ("by", "car"), ("days", .integer(-1)), ("stops", [["nights": 1]]),
            ("prices", ["hotel": "dear"]), ("other", true),
        ]
        for (name, value) in changes {
            var bad = try #require(good.object)
            bad[name] = value
            #expect(!schema.validate(.object(bad)).isEmpty, "\(name)")
        }
    }

    @Test("What has no one schema is refused, and the property named")
    func refused() async {
        let date = await refusal(Dated.self)
        #expect(date?.code == .invalidSchema)
        #expect(date?.message.contains("the property range.start of Dated") == true, "\(String(describing: date))")
        #expect(date?.message.contains("by hand") == true)
        #expect(await refusal(Lenient.self)?.message.contains("the property start") == true)
        #expect(await refusal(Picky.self)?.code == .invalidSchema)
        #expect(await refusal(Member<Unlisted>.self)?.message.contains("CaseIterable") == true)
        #expect(await refusal(Member<Loaded>.self)?.message.contains("the property member") == true)
        #expect(await refusal(Member<Data>.self)?.code == .invalidSchema)
        #expect(await refusal(Member<[Int: String]>.self)?.code == .invalidSchema)
    }

    @Test("A type that contains itself is refused")
    func recursive() async {
        let error = await refusal(Node.self)
        #expect(error?.code == .invalidSchema)
        #expect(error?.message.contains("the property children") == true, "\(String(describing: error))")
    }

    private func called(_ arguments: String) async throws -> (response: APIResponse, offered: Value) {
        let provider = ScriptedProvider("alpha") { _, number in
            number == 0 ? .calling(("1", "plan_trip", arguments)) : .text("done")
        }
        let registry = try SampleModels.registry([SampleModels.model("a")])
        let orchestrator = ModelOrchestrator(registry: registry, providers: [provider])
        try orchestrator.registerFunction("plan_trip", description: "Plans a trip") { (trip: Trip) in
            ["place": .string(trip.place), "by": .string(trip.by.rawValue), "stops": Value(trip.stops?.count ?? 0)]
        }
        let response = try await orchestrator.routeRequest("To Rome, please")
        let function = try #require(provider.requests.first?.functions.first)
        return (response, function.parameters)
    }

    @Test("A model is offered the schema, and the function gets its arguments as the type")
    func call() async throws {
        let arguments = #"{"place": "Rome", "by": "plane", "stops": [{"city": "Como"}], "prices": {}}"#
        let (response, offered) = try await called(arguments)
        let schema = try FunctionSchema.derived(from: Trip.self)
        #expect(offered == schema)
        #expect(response.functionCallResult == ["place": "Rome", "by": "plane", "stops": 1])
        #expect(response.content == "done")
    }

    @Test(
        "The model is told of arguments that are invalid, or valid and no value of the type, without the value",
        arguments: [(#""car""#, "1", "break the schema"), (#""train""#, "4711", "does not fit")]
    )
    func misfits(_ by: String, _ days: String, _ message: String) async throws {
        let (response, _) = try await called(#"{"place": "Rome", "prices": {}, "by": \#(by), "days": \#(days)}"#)
        let told = try #require(response.functionCalls.first).result
        #expect(told.isError && told.output.string?.contains(message) == true, "\(told.output)")
        #expect(told.output.string?.contains("4711") == false)
    }

    @Test("Arguments are an object")
    func notAnObject() async throws {
        let orchestrator = ModelOrchestrator(registry: try SampleModels.registry([]), providers: [])
        let error = await thrown {
            try orchestrator.registerFunction("sum", arguments: [Int].self) { numbers in Value(numbers.count) }
        }
        #expect(error?.code == .invalidSchema)
    }
}
