import AssayCore
import AssayPlugins
import Testing

@Suite("Structs in a manifest")
struct StructDefinitionTests {
    private func refusal(_ structs: String) throws -> String {
        let error = try #require(throws: AssayError.self) {
            try Manifests.function(#""returns": {"type": "i32"}"#, structs: structs)
        }
        #expect(error.code == .invalidManifest)
        return String(error.message.dropFirst("m.json: structs".count))
    }

    static let wrong: [(json: String, message: String)] = [
        (#"{"a": {}}"#, ".a: must be a list and is of type object"),
        (#"{"a": []}"#, ".a: has 0 elements; from 1 to 64 are allowed"),
        (#"{"a": [{"name": "x"}]}"#, ".a[0]: type is missing"),
        (#"{"a": [{"type": "i8"}]}"#, ".a[0]: name is missing"),
        (
            #"{"a": [{"name": "x", "type": "i8", "size": 1}]}"#,
            ".a[0]: has the unknown key \"size\"; the keys are name, type"
        ),
        (#"{"a": [{"name": "x", "type": "i8"}, {"name": "x", "type": "i8"}]}"#, ".a[1]: the field name x comes twice"),
        (
            #"{"a": [{"name": "x", "type": "b"}]}"#,
            ".a[0].type: unknown type \"b\"; the types are i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, bool, a"
        ),
        (#"{"a": [{"name": "x", "type": "a"}]}"#, ".a: contains itself: a > a"),
        (
            #"{"a": [{"name": "x", "type": "b"}], "b": [{"name": "y", "type": "c"}], "c": [{"name": "z", "type": "a"}]}"#,
            ".a: contains itself: a > b > c > a"
        ),
        (#"{"i32": [{"name": "x", "type": "i8"}]}"#, ".i32: a struct needs a name that is a word and no other type's"),
        (
            #"{"void": [{"name": "x", "type": "i8"}]}"#,
            ".void: a struct needs a name that is a word and no other type's"
        ),
        (#"{"a b": [{"name": "x", "type": "i8"}]}"#, ".a b: a struct needs a name that is a word and no other type's"),
    ]

    @Test("A wrong struct is refused with the reason", arguments: wrong.indices)
    func refused(index: Int) throws {
        let (json, message) = Self.wrong[index]
        #expect(try refusal(json) == message)
    }

    /// Structs that hold the one before 64 times, which grows fast.
    private func tower(_ height: Int, width: Int) -> String {
        let floors = (0..<height).map { floor in
            let type = floor == 0 ? "u64" : "s\(floor - 1)"
            let fields = (0..<width).map { #"{"name": "f\#($0)", "type": "\#(type)"}"# }
            return #""s\#(floor)": [\#(fields.joined(separator: ","))]"#
        }
        return "{\(floors.joined(separator: ","))}"
    }

    @Test("A struct of 64 KiB is the largest")
    func tooLarge() throws {
        #expect(try refusal(tower(3, width: 64)) == ".s2: is larger than 65536 bytes")
        let largest = try Manifests.function(#""returns": {"type": "i32"}"#, structs: tower(2, width: 64))
        #expect(largest.functions.count == 1)
    }

    @Test("Arguments by value fit a stack together, and behind pointers they need not")
    func argumentSize() throws {
        let pair = { (key: String) in
            "\"parameters\": [{\"name\": \"a\", \"type\": \"s1\"\(key)}, {\"name\": \"b\", \"type\": \"s1\"\(key)}]"
        }
        let tower = tower(2, width: 64)
        #expect(try Manifests.function(pair(""), structs: tower).functions.count == 1)
        let three = pair("").dropLast() + #", {"name": "c", "type": "i8"}]"#
        let error = try #require(throws: AssayError.self) { try Manifests.function(String(three), structs: tower) }
        #expect(
            error.message
                == "m.json: functions[0]: the arguments by value have 65537 bytes together; at most 65536 fit a stack"
        )
        let pointers = pair(#", "pointer": true"#).dropLast() + #", {"name": "c", "type": "i8"}]"#
        #expect(try Manifests.function(String(pointers), structs: tower).functions.count == 1)
    }

    @Test("Structs are nested eight deep at most, in whatever order they are written")
    func tooDeep() throws {
        let deepest = try Manifests.function(#""returns": {"type": "i32"}"#, structs: tower(8, width: 1))
        #expect(deepest.functions.count == 1)
        #expect(try refusal(tower(9, width: 1)) == ".s8: structs are nested more than 8 deep")
        let reversed = (0..<40).map { #""a\#(10 + $0)": [{"name": "x", "type": "a\#(11 + $0)"}]"# }
        let json = "{\(reversed.joined(separator: ",")), \"a50\": [{\"name\": \"x\", \"type\": \"i8\"}]}"
        #expect(try refusal(json).hasSuffix("structs are nested more than 8 deep"))
    }

    @Test("Structs share members that are structs")
    func shared() throws {
        let manifest = try Manifests.function(
            #""returns": {"name": "r", "type": "line"}"#,
            structs: """
                {"line": [{"name": "a", "type": "spot"}, {"name": "b", "type": "spot"}],
                 "spot": [{"name": "x", "type": "i8"}]}
                """
        )
        let spot: Value = [
            "type": "object", "properties": ["x": ["type": "integer", "minimum": -128, "maximum": 127]],
            "required": ["x"], "additionalProperties": false,
        ]
        #expect(manifest.functions[0].outputSchema["properties"]?["r"]?["properties"] == ["a": spot, "b": spot])
    }

    @Test("At most 256 structs are read")
    func many() throws {
        let structs = (0...256).map { #""s\#($0)": [{"name": "x", "type": "i8"}]"# }.joined(separator: ",")
        #expect(try refusal("{\(structs)}") == ": has 257 structs; at most 256 are allowed")
    }
}
