import AssayCore
import AssayPlugins
import Testing

@Suite("Manifests that are refused")
struct BadManifestTests {
    private func refusal(_ make: () throws -> ForeignManifest) throws -> String {
        let error = try #require(throws: AssayError.self) { try make() }
        #expect(error.code == .invalidManifest)
        #expect(error.message.hasPrefix("m.json: "))
        return String(error.message.dropFirst(8))
    }

    private static let scalars = "i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, bool"
    private static let parameterTypes = "\(scalars), cstring, bytes, array, pointer, callback"

    static let whole: [(json: String, message: String)] = [
        ("1", "must be an object and is of type integer"),
        ("{}", "library is missing"),
        (#"{"library": "libm.so.6"}"#, "functions is missing"),
        (#"{"library": 1, "functions": []}"#, "library: must be text and is of type integer"),
        (#"{"library": "libm.so.6", "functions": {}}"#, "functions: must be a list and is of type object"),
        (#"{"library": "libm.so.6", "functions": []}"#, "functions: has 0 elements; from 1 to 1024 are allowed"),
        (#"{"library": "libm.so.6", "functions": [1]}"#, "functions[0]: must be an object and is of type integer"),
        (
            #"{"library": "libm.so.6", "functoins": []}"#,
            #"has the unknown key "functoins"; the keys are library, namespace, version, provider, structs, functions"#
        ),
        (
            #"{"library": "./libm.so", "functions": []}"#,
            "library: must be an absolute path or a bare name such as libm.so.6; a relative path is neither"
        ),
        (
            #"{"library": "m", "functions": []}"#,
            "library: must be a name such as libm.so.6, which the system finds, or an absolute path"
        ),
        (
            #"{"library": "", "functions": []}"#,
            "library: must be a name such as libm.so.6, which the system finds, or an absolute path"
        ),
        (
            #"{"library": "/x\u0000.so", "functions": []}"#,
            "library: must have at most 4096 bytes, none of them zero"
        ),
        (
            #"{"library": "libm.so.6", "namespace": "1", "functions": []}"#,
            "namespace: must be a name: a letter or _, then at most 63 letters, digits, _ or -"
        ),
        (
            #"{"library": "libm.so.6", "functions": [{"name": "f", "symbol": "a"}, {"name": "f", "symbol": "b"}]}"#,
            "functions[1]: the name f comes twice; every tool has a name of its own"
        ),
        (
            #"{"library": "libm.so.6", "structs": [], "functions": []}"#,
            "structs: must be an object and is of type array"
        ),
    ]

    @Test("The whole document is checked", arguments: whole.indices)
    func document(index: Int) throws {
        let (json, message) = Self.whole[index]
        #expect(try refusal { try ForeignManifest(Value(json: json), file: "m.json") } == message)
    }

    static let functions: [(rest: String, message: String)] = [
        (
            #""parameter": []"#,
            "has the unknown key \"parameter\"; the keys are name, symbol, description, capabilities, flags, parameters, returns, errors, fixed"
        ),
        (#""parameters": {}"#, ".parameters: must be a list and is of type object"),
        (#""description": 1"#, ".description: must be text and is of type integer"),
        (#""capabilities": [1]"#, ".capabilities[0]: must be text and is of type integer"),
        (
            #""flags": {"determinstic": true}"#,
            ".flags: has the unknown key \"determinstic\"; the keys are deterministic, idempotent, concurrent, side_effects"
        ),
        (#""flags": {"concurrent": 1}"#, ".flags.concurrent: must be true or false"),
        (#""returns": {"name": "x"}"#, ".returns: type is missing"),
        (
            #""returns": {"name": "x", "type": "int"}"#,
            ".returns.type: unknown type \"int\"; the types are \(scalars), cstring, bytes, array, void"
        ),
        (
            #""returns": {"name": "x", "type": "void"}"#,
            ".returns: has the unknown key \"name\"; the keys are type, description"
        ),
        (
            #""returns": {"name": "x", "type": "f64", "free": "free"}"#,
            ".returns: has the unknown key \"free\"; the keys are name, type, description"
        ),
        (#""returns": {"name": "x", "type": "bytes"}"#, ".returns: length is missing: a parameter or a number"),
        (#""returns": {"name": "x", "type": "bytes", "length": "n"}"#, ".returns: length: there is no parameter \"n\""),
        (
            #""returns": {"name": "x", "type": "bytes", "length": 67108865}"#,
            ".returns.length: must be an integer from 0 to 67108864"
        ),
        (
            #""returns": {"name": "x", "type": "array", "element": "f64", "length": 1000001}"#,
            ".returns: is too large; the most is 1000000 elements"
        ),
        (#""returns": {"name": "x", "type": "array", "length": 1}"#, ".returns: element is missing"),
        (
            #""returns": {"name": "x", "type": "cstring", "free": "a b"}"#,
            ".returns.free: must be the name of a function in the library"
        ),
        (#""errors": {"nonzero": true}"#, ".errors: nonzero needs a function that returns an integer"),
        (
            #""errors": {"negative": true}, "returns": {"type": "u32"}"#,
            ".errors: negative needs a function that returns a signed integer"
        ),
        (
            #""errors": {"null": true}, "returns": {"type": "u32"}"#,
            ".errors: null needs a function that returns a pointer"
        ),
        (#""errors": {"codes": {}}"#, ".errors.codes: codes need a function that returns an integer"),
        (
            #""errors": {"codes": {"one": "1"}}, "returns": {"type": "i32"}"#,
            ".errors.codes: the keys must be integers such as \"-5\""
        ),
        (
            #""errors": {"errorno": true}"#,
            ".errors: has the unknown key \"errorno\"; the keys are errno, nonzero, negative, null, codes"
        ),
        (#""fixed": 1"#, ".fixed: a variadic function has at least one fixed parameter"),
        (#""fixed": 2, "parameters": [{"name": "a", "type": "i32"}]"#, ".fixed: must be an integer from 1 to 1"),
        (
            #""fixed": 1, "parameters": [{"name": "a", "type": "i32"}, {"name": "b", "type": "f32"}]"#,
            ".fixed: the variable parameter b cannot be f32: C widens it to f64"
        ),
        (
            #""fixed": 1, "parameters": [{"name": "a", "type": "i32"}, {"name": "b", "type": "u16"}]"#,
            ".fixed: the variable parameter b cannot be u16: C widens it to i32"
        ),
        (
            #""parameters": [{"name": "a", "type": "i32"}, {"name": "a", "type": "i32"}]"#,
            ".parameters[1]: the parameter name a comes twice"
        ),
        (
            #""parameters": [{"name": "a", "type": "i32", "direction": "out"}], "returns": {"name": "a", "type": "i32"}"#,
            ".returns: the name a is an out parameter's already"
        ),
    ]

    @Test("Every part of a function is checked", arguments: functions.indices)
    func function(index: Int) throws {
        let (rest, message) = Self.functions[index]
        let place = message.hasPrefix(".") ? "functions[0]" : "functions[0]: "
        #expect(try refusal { try Manifests.function(rest) } == place + message)
    }

    static let parameters: [(json: String, message: String)] = [
        (#"{"type": "i32"}"#, ": name is missing"),
        (#"{"name": "a"}"#, ": type is missing"),
        (
            #"{"name": "a b", "type": "i32"}"#,
            ".name: must be a name: a letter or _, then at most 63 letters, digits, _ or -"
        ),
        (#"{"name": "a", "type": "i65"}"#, ".type: unknown type \"i65\"; the types are \(parameterTypes)"),
        (#"{"name": "a", "type": "void"}"#, ".type: unknown type \"void\"; the types are \(parameterTypes)"),
        (#"{"name": "a", "type": 1}"#, ".type: must be text and is of type integer"),
        (
            #"{"name": "a", "type": "i32", "nullable": true}"#,
            ": has the unknown key \"nullable\"; the keys are name, type, description, direction, pointer, default, value, minimum, maximum"
        ),
        (#"{"name": "a", "type": "i32", "direction": "up"}"#, ".direction: must be in, out or inout"),
        (
            #"{"name": "a", "type": "i32", "direction": "out", "default": 1}"#,
            ".default: an out parameter takes no value"
        ),
        (
            #"{"name": "a", "type": "i32", "direction": "out", "pointer": false}"#,
            ": an out parameter is always a pointer; leave out pointer"
        ),
        (
            #"{"name": "a", "type": "i32", "default": 1, "value": 1}"#,
            ".value: a constant has no default; leave out one of them"
        ),
        (#"{"name": "a", "type": "u8", "default": 256}"#, ".default: must be an integer from 0 to 255"),
        (#"{"name": "a", "type": "bool", "value": 1}"#, ".value: must be true or false"),
        (#"{"name": "a", "type": "f64", "minimum": 1, "default": 0}"#, ".default: must be at least 1"),
        (#"{"name": "a", "type": "u8", "maximum": 300}"#, ".maximum: must be an integer from 0 to 255"),
        (#"{"name": "a", "type": "bool", "minimum": 0}"#, ".minimum: only a number that goes in has limits"),
        (#"{"name": "a", "type": "cstring", "value": 1}"#, ".value: must be a string"),
        (#"{"name": "a", "type": "cstring", "value": null}"#, ".value: must be a string"),
        (#"{"name": "a", "type": "cstring", "length": 4}"#, ": text has no fixed length"),
        (
            #"{"name": "a", "type": "cstring", "direction": "inout", "nullable": true}"#,
            ": only an in parameter, or one the library allocates, may be nullable"
        ),
        (#"{"name": "a", "type": "bytes"}"#, ": length is missing: a parameter or a number"),
        (#"{"name": "a", "type": "bytes", "length": "n"}"#, ": length: there is no parameter \"n\""),
        (
            #"{"name": "a", "type": "bytes", "length": true}"#,
            ".length: must be a number of elements or the name of a parameter"
        ),
        (#"{"name": "a", "type": "bytes", "length": -1}"#, ".length: must be an integer from 0 to 67108864"),
        (
            #"{"name": "a", "type": "bytes", "length": "x"}, {"name": "x", "type": "f64"}"#,
            ": length: x must be an integer"
        ),
        (
            #"{"name": "a", "type": "bytes", "length": "x"}, {"name": "x", "type": "u8", "default": 1}"#,
            ": length: x is counted, so it has neither value nor default"
        ),
        (
            #"{"name": "a", "type": "bytes", "length": "x"}, {"name": "x", "type": "u8", "direction": "out"}"#,
            ": length: x must go in, as the data does"
        ),
        (#"{"name": "a", "type": "bytes", "length": 1, "capacity": 1}"#, ": an in parameter has no capacity"),
        (
            #"{"name": "a", "type": "bytes", "length": 1, "default": "A"}"#,
            ".default: must be base64 with padding and without line breaks"
        ),
        (
            #"{"name": "a", "type": "bytes", "element": "u8"}"#,
            ": has the unknown key \"element\"; the keys are name, type, description, direction, nullable, default, value, length, capacity"
        ),
        (#"{"name": "a", "type": "bytes", "direction": "out"}"#, ": capacity is missing"),
        (
            #"{"name": "a", "type": "bytes", "direction": "out", "capacity": "n"}"#,
            ": capacity: there is no parameter \"n\""
        ),
        (
            #"{"name": "a", "type": "bytes", "direction": "out", "length": 1, "capacity": 1}"#,
            ": a fixed length is the capacity; leave it out"
        ),
        (
            #"{"name": "a", "type": "bytes", "direction": "out", "capacity": "n"}, {"name": "n", "type": "u8", "direction": "out"}"#,
            ": capacity: n must be a number that goes in"
        ),
        (
            #"{"name": "a", "type": "bytes", "direction": "out", "length": "n"}, {"name": "n", "type": "u8", "direction": "out"}"#,
            ": capacity is missing"
        ),
        (
            #"{"name": "a", "type": "bytes", "direction": "out", "length": "n", "capacity": "n"}, {"name": "n", "type": "u8"}"#,
            ": n says the capacity already; leave out the other one"
        ),
        (
            #"{"name": "a", "type": "bytes", "direction": "out", "length": "n", "capacity": 300}, {"name": "n", "type": "u8"}"#,
            ": the capacity does not fit the type of n"
        ),
        (
            #"{"name": "a", "type": "bytes", "direction": "out", "length": "n", "capacity": 3}, {"name": "n", "type": "u8", "default": 1}"#,
            ": n is set to the capacity, so it has neither value nor default"
        ),
        (
            #"{"name": "a", "type": "bytes", "direction": "out", "allocated": true}"#,
            ": length is missing: a parameter or a number"
        ),
        (
            #"{"name": "a", "type": "bytes", "direction": "out", "allocated": true, "length": 1, "capacity": 1}"#,
            ": has the unknown key \"capacity\"; the keys are name, type, description, direction, nullable, allocated, length, free"
        ),
        (#"{"name": "a", "type": "array", "length": 1}"#, ": element is missing"),
        (
            #"{"name": "a", "type": "array", "element": "cstring", "length": 1}"#,
            ".element: unknown type \"cstring\"; the types are \(scalars)"
        ),
        (
            #"{"name": "a", "type": "pointer", "value": 1}"#,
            ": has the unknown key \"value\"; the keys are name, type, description"
        ),
        (#"{"name": "a", "type": "callback"}"#, ": a callback has either compare or tool"),
        (#"{"name": "a", "type": "callback", "tool": "t", "compare": {}}"#, ": a callback has either compare or tool"),
        (#"{"name": "a", "type": "callback", "tool": "t"}"#, ": parameters is missing"),
        (#"{"name": "a", "type": "callback", "compare": {}}"#, ".compare: element is missing"),
        (
            #"{"name": "a", "type": "callback", "compare": {"element": "f64", "by": "x"}}"#,
            ".compare.by: only structs are compared by a field"
        ),
        (
            #"{"name": "a", "type": "callback", "compare": {"element": "f64", "order": "up"}}"#,
            ".compare: order must be ascending or descending"
        ),
        (
            #"{"name": "a", "type": "callback", "compare": {"element": "f64"}, "returns": {"type": "i32"}}"#,
            ": a comparison has its own signature; leave out returns"
        ),
        (
            #"{"name": "a", "type": "callback", "tool": "t", "parameters": [{"name": "x", "type": "array"}]}"#,
            ".parameters[0].type: unknown type \"array\"; the types are \(scalars), cstring, pointer"
        ),
        (
            #"{"name": "a", "type": "callback", "tool": "t", "parameters": [{"name": "x", "type": "cstring", "pointer": true}]}"#,
            ".parameters[0]: cstring is a pointer already; leave out pointer"
        ),
        (
            #"{"name": "a", "type": "callback", "tool": "t", "parameters": [], "returns": {"type": "f64"}}"#,
            ".returns: name is missing"
        ),
        (
            #"{"name": "a", "type": "callback", "tool": "t", "parameters": [], "returns": {"type": "cstring"}}"#,
            ".returns.type: unknown type \"cstring\"; the types are \(scalars)"
        ),
        (
            #"{"name": "a", "type": "callback", "tool": "1t", "parameters": []}"#,
            ".tool: must be a name: a letter or _, then at most 63 letters, digits, _ or -"
        ),
    ]

    @Test("Every part of a parameter is checked", arguments: parameters.indices)
    func parameter(index: Int) throws {
        let (json, message) = Self.parameters[index]
        let refusal = try refusal { try Manifests.function(#""parameters": [\#(json)]"#) }
        #expect(refusal == "functions[0].parameters[0]" + message)
    }

    @Test("A capacity that no buffer could have is refused", arguments: ["default", "value"])
    func capacity(key: String) throws {
        let message = try refusal {
            try Manifests.function(
                """
                "parameters": [{"name": "a", "type": "bytes", "direction": "out", "capacity": "n"},
                    {"name": "n", "type": "u64", "\(key)": 67108865}]
                """
            )
        }
        #expect(message == "functions[0].parameters[1]: is a capacity, from 0 to 67108864 elements")
    }

    @Test("A length that the result says must be an integer")
    func resultLength() throws {
        let message = try refusal {
            try Manifests.function(
                """
                "parameters": [{"name": "a", "type": "bytes", "direction": "out", "capacity": 4, "length": "n"}],
                "returns": {"name": "n", "type": "f64"}
                """
            )
        }
        #expect(message == "functions[0].parameters[0]: length: n must be an integer")
    }

    @Test("More parameters than a function has are refused")
    func manyParameters() throws {
        let parameters = (0..<65).map { #"{"name": "p\#($0)", "type": "i32"}"# }.joined(separator: ",")
        let message = try refusal { try Manifests.function(#""parameters": [\#(parameters)]"#) }
        #expect(message == "functions[0].parameters: has 65 elements; from 0 to 64 are allowed")
    }

    @Test("Words of the manifest are made harmless in messages")
    func harmlessWords() throws {
        let word = "x\\u001b[31m" + String(repeating: "y", count: 100)
        let message = try refusal { try Manifests.function(#""\#(word)": 1"#) }
        #expect(!message.unicodeScalars.contains("\u{1B}"))
        #expect(message.utf8.count < 250)
    }

    @Test("A name and its namespace together are a tool's name")
    func longNames() throws {
        let name = String(repeating: "n", count: 40)
        let json =
            #"{"library": "libm.so.6", "namespace": "\#(name)", "functions": [{"name": "\#(name)", "symbol": "f"}]}"#
        let message = try refusal { try ForeignManifest(Value(json: json), file: "m.json") }
        #expect(
            message == "functions[0].name: is too long with its namespace; together they have at most 63 characters"
        )
    }
}
