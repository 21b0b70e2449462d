import AssayCore
import Testing

@Suite("Subschemas at a property path")
struct SchemaSubschemaTests {
    private func schema() throws -> Schema {
        try Schema([
            "properties": [
                "plain": ["type": "string", "x-assay": ["role": "key"]],
                "list": ["items": ["properties": ["id": ["x-assay": 1]]]],
                "shared": ["$ref": "#/$defs/shared", "x-assay": ["weight": 2]],
                "loop": ["$ref": "#"],
                "é/~": ["const": 1],
            ],
            "$defs": ["shared": ["type": "number", "x-assay": ["weight": 1], "properties": ["inner": ["const": 5]]]],
        ])
    }

    @Test("Properties and items are followed")
    func following() throws {
        let schema = try schema()
        #expect(schema.subschema(atPath: ["plain"])?["x-assay"] == ["role": "key"])
        #expect(schema.subschema(atPath: ["list", "*", "id"]) == ["x-assay": 1])
        #expect(schema.subschema(atPath: ["é/~"]) == ["const": 1])
        #expect(schema.subschema(atPath: []) == schema.value)
    }

    @Test("Local references are followed, and what stands beside them wins")
    func references() throws {
        let schema = try schema()
        let shared = try #require(schema.subschema(atPath: ["shared"]))
        #expect(shared["x-assay"] == ["weight": 2])
        #expect(shared["type"] == "number")
        #expect(shared["$ref"] == nil)
        #expect(schema.subschema(atPath: ["shared", "inner"]) == ["const": 5])
        #expect(schema.subschema(atPath: ["loop", "loop", "plain"])?["type"] == "string")
    }

    @Test("Paths the schema says nothing about give nothing")
    func unknownPaths() throws {
        let schema = try schema()
        #expect(schema.subschema(atPath: ["missing"]) == nil)
        #expect(schema.subschema(atPath: ["plain", "*"]) == nil)
        #expect(schema.subschema(atPath: ["list", "id"]) == nil)
        #expect(schema.subschema(atPath: ["e\u{301}/~"]) == nil)
        #expect(try Schema(true).subschema(atPath: ["a"]) == nil)
        #expect(try Schema(true).subschema(atPath: []) == true)
    }
}
