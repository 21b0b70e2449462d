import AssayCore
import AssayPlugins
import Testing

@Suite("What a manifest says about its tools")
struct DescriptionTests {
    private func schemas(_ rest: String) throws -> (input: Value, output: Value) {
        let function = try Manifests.function(rest, structs: #"{"p": [{"name": "x", "type": "f64"}]}"#).functions[0]
        return (function.inputSchema, function.outputSchema)
    }

    static let typeSchemas: [(type: String, schema: Value)] = [
        ("i8", ["type": "integer", "minimum": -128, "maximum": 127]),
        ("u16", ["type": "integer", "minimum": 0, "maximum": 65535]),
        ("i64", ["type": "integer", "minimum": .integer(.min), "maximum": .integer(.max)]),
        ("u64", ["type": "integer", "minimum": 0, "maximum": Value(UInt64.max)]),
        ("f64", ["type": "number"]),
        ("f32", ["type": "number", "minimum": -3.4028234663852886e38, "maximum": 3.4028234663852886e38]),
        ("bool", ["type": "boolean"]),
        ("cstring", ["type": "string"]),
        (
            "p",
            [
                "type": "object", "properties": ["x": ["type": "number"]], "required": ["x"],
                "additionalProperties": false,
            ]
        ),
    ]

    @Test("Each type has its schema, the same in requests and answers", arguments: typeSchemas.indices)
    func typeSchema(index: Int) throws {
        let (type, schema) = Self.typeSchemas[index]
        let (input, output) = try schemas(
            #""parameters": [{"name": "a", "type": "\#(type)"}], "returns": {"name": "r", "type": "\#(type)"}"#
        )
        #expect(input["properties"] == ["a": schema])
        #expect(output["properties"] == ["r": schema])
    }

    @Test("Buffers say how much fits")
    func buffers() throws {
        let (input, output) = try schemas(
            """
            "parameters": [
                {"name": "a", "type": "bytes", "length": "n", "nullable": true}, {"name": "n", "type": "u8"},
                {"name": "b", "type": "bytes", "length": 4},
                {"name": "c", "type": "array", "element": "u8", "length": 2},
                {"name": "d", "type": "array", "element": "f64", "direction": "out", "capacity": "room"},
                {"name": "room", "type": "u16", "default": 5}]
            """
        )
        #expect(
            input["properties"] == [
                "a": ["type": ["string", "null"], "contentEncoding": "base64", "maxLength": 89_478_488],
                "b": ["type": "string", "contentEncoding": "base64", "maxLength": 8, "minLength": 8],
                "c": [
                    "type": "array", "items": ["type": "integer", "minimum": 0, "maximum": 255], "minItems": 2,
                    "maxItems": 2,
                ],
                "room": ["type": "integer", "minimum": 0, "maximum": 65535, "default": 5],
            ]
        )
        #expect(input["required"] == ["a", "b", "c"])
        #expect(output["required"] == ["d"])
        #expect(output["properties"]?["d"]?["maxItems"] == 1_000_000)
    }

    @Test("No other members are allowed, and what has a default is not required")
    func closed() throws {
        let (input, output) = try schemas(
            """
            "parameters": [{"name": "a", "type": "i8", "description": "First"}, {"name": "b", "type": "i8", "default": 3},
                {"name": "c", "type": "i8", "value": 3}, {"name": "d", "type": "i8", "direction": "inout", "maximum": 9}]
            """
        )
        #expect(input["required"] == ["a", "d"])
        #expect(input["additionalProperties"] == false)
        #expect(Array(input["properties"]?.object?.keys.map(\.self) ?? []) == ["a", "b", "d"])
        #expect(input["properties"]?["a"]?["description"] == "First")
        #expect(input["properties"]?["b"]?["default"] == 3)
        #expect(input["properties"]?["d"]?["maximum"] == 9)
        #expect(output["required"] == ["d"])
        #expect(output["properties"]?["d"]?["maximum"] == 127)
    }

    @Test("A function without parameters takes an empty object and gives one")
    func empty() throws {
        let (input, output) = try schemas(#""description": "nothing""#)
        let nothing: Value = ["type": "object", "properties": [:], "additionalProperties": false]
        #expect(input == nothing)
        #expect(output == nothing)
    }

    static let signatures: [(rest: String, signature: String)] = [
        ("\"parameters\": []", "void abs(void)"),
        (#""parameters": [{"name": "x", "type": "i32"}], "returns": {"type": "i32"}"#, "int32_t abs(int32_t x)"),
        (
            #""parameters": [{"name": "s", "type": "cstring"}, {"name": "e", "type": "cstring", "direction": "out"}]"#,
            "void abs(const char *s, char **e)"
        ),
        (
            #""parameters": [{"name": "x", "type": "bool", "pointer": true}, {"name": "y", "type": "f32", "direction": "out"}]"#,
            "void abs(const _Bool *x, float *y)"
        ),
        (
            #""parameters": [{"name": "b", "type": "bytes", "length": 4}, {"name": "p", "type": "pointer"}], "returns": {"type": "p"}"#,
            "p abs(const void *b, void *p)"
        ),
        (
            #""fixed": 1, "parameters": [{"name": "x", "type": "u64"}, {"name": "y", "type": "f64"}], "returns": {"type": "cstring"}"#,
            "char *abs(uint64_t x, ...)"
        ),
        (
            #""parameters": [{"name": "c", "type": "callback", "compare": {"element": "f64"}}]"#,
            "void abs(int32_t (*)(const double *, const double *) c)"
        ),
    ]

    @Test("The signature is shown as C has it", arguments: signatures.indices)
    func signature(index: Int) throws {
        let (rest, signature) = Self.signatures[index]
        let manifest = try Manifests.function(rest, structs: #"{"p": [{"name": "x", "type": "f64"}]}"#)
        #expect(manifest.functions[0].signature == signature)
    }

    @Test("A plain function is deterministic and idempotent unless its manifest says otherwise")
    func flags() throws {
        #expect(try Manifests.function(#""description": """#).functions[0].flags == [.deterministic, .idempotent])
        let flags = #"{"deterministic": false, "concurrent": true, "side_effects": true}"#
        #expect(
            try Manifests.function(#""flags": \#(flags)"#).functions[0].flags == [
                .idempotent, .concurrent, .sideEffects,
            ]
        )
    }

    @Test("A description shows every function with its schemas and loads nothing")
    func description() throws {
        let json = """
            {"library": "/nowhere/libnone.so", "version": "2.1", "namespace": "none", "provider": "Nobody", "functions": [
                {"name": "f", "symbol": "f_v2", "description": "Does it", "capabilities": ["doing"],
                 "parameters": [{"name": "x", "type": "bool"}], "returns": {"name": "y", "type": "bool"}}]}
            """
        let manifest = try ForeignManifest(Value(json: json), file: "m.json")
        #expect(manifest.provider == "Nobody")
        #expect(
            manifest.describe == [
                "library": "/nowhere/libnone.so", "version": "2.1",
                "functions": [
                    [
                        "name": "none-f", "symbol": "f_v2", "description": "Does it", "capabilities": ["doing"],
                        "flags": ["deterministic", "idempotent"], "signature": "_Bool f_v2(_Bool x)",
                        "input_schema": manifest.functions[0].inputSchema,
                        "output_schema": manifest.functions[0].outputSchema,
                    ]
                ],
            ]
        )
    }

    @Test("Every shipped manifest describes schemas that can be used", arguments: ["libm", "libc", "zlib", "sqlite"])
    func shipped(name: String) throws {
        let functions = try #require(try Manifests.shipped(name).describe["functions"]?.array)
        #expect(!functions.isEmpty)
        for function in functions {
            for key in ["input_schema", "output_schema"] { _ = try Schema(#require(function[key])) }
            #expect(function["description"]?.string?.isEmpty == false)
        }
    }
}
