import Assay
import AssayTesting
import Testing

@Suite("Sample requests made from schemas")
struct SampleRequestTests {
    @Test(
        "A request is small, the same every time, and meets its schema",
        arguments: [
            ("{}", "{}"), ("true", "{}"), (#"{"type":"object"}"#, "{}"),
            (#"{"required":["a"],"properties":{"a":{"type":"string"},"b":{"type":"string"}}}"#, #"{"a":"a"}"#),
            (#"{"required":["a"],"properties":{"a":{"type":"string","minLength":3}}}"#, #"{"a":"aaa"}"#),
            (#"{"required":["a"],"properties":{"a":{"type":"integer","minimum":7}}}"#, #"{"a":7}"#),
            (#"{"required":["a"],"properties":{"a":{"type":"integer","maximum":-3}}}"#, #"{"a":-3}"#),
            (#"{"required":["a"],"properties":{"a":{"type":"integer","exclusiveMinimum":7}}}"#, #"{"a":8}"#),
            (
                #"{"required":["a"],"properties":{"a":{"exclusiveMinimum":0,"exclusiveMaximum":0.5,"type":"number"}}}"#,
                nil
            ),
            (#"{"required":["a"],"properties":{"a":{"type":"integer","multipleOf":5,"minimum":11}}}"#, #"{"a":15}"#),
            (#"{"required":["a"],"properties":{"a":{"enum":["x","y"]}}}"#, #"{"a":"x"}"#),
            (#"{"required":["a"],"properties":{"a":{"const":null}}}"#, #"{"a":null}"#),
            (
                #"{"required":["a"],"properties":{"a":{"type":"array","minItems":2,"items":{"type":"boolean"}}}}"#,
                #"{"a":[false,false]}"#
            ),
            (
                #"{"required":["a"],"properties":{"a":{"prefixItems":[{"type":"null"},{"type":"integer"}]}}}"#,
                #"{"a":[null,1]}"#
            ),
            (
                ##"{"required":["a"],"properties":{"a":{"$ref":"#/$defs/n"}},"$defs":{"n":{"type":"integer"}}}"##,
                ##"{"a":1}"##
            ),
            (#"{"required":["a"],"properties":{"a":{"anyOf":[false,{"type":"integer"}]}}}"#, #"{"a":1}"#),
            (
                #"{"allOf":[{"required":["a"]},{"required":["b"]}],"properties":{"a":{"const":1},"b":{"const":2}}}"#,
                #"{"a":1,"b":2}"#
            ),
            (#"{"examples":[{"csv":"data.csv"}],"required":["csv"]}"#, #"{"csv":"data.csv"}"#),
            (#"{"required":["a"],"properties":{"a":{"type":"string","default":"d"}}}"#, #"{"a":"d"}"#),
        ] as [(String, String?)]
    )
    func small(schema: String, expected: String?) throws {
        let schema = try Value(json: schema)
        let sample = try SampleRequest(schema: schema)
        #expect(try Schema(schema).validate(sample.value).isEmpty)
        if let expected { #expect(sample.value.canonicalJSON == expected) }
        #expect(try SampleRequest(schema: schema) == sample)
    }

    @Test("Without a schema the request is empty")
    func none() throws {
        #expect(try SampleRequest(schema: nil).value == [:])
    }

    @Test(
        "Where no request can be made the rule that stands in the way is named",
        arguments: [
            #"{"required":["a"],"properties":{"a":{"type":"string","pattern":"^[0-9]{4}$"}}}"#,
            ##"{"required":["a"],"properties":{"a":{"$ref":"#"}}}"##, ##"{"type":"string"}"##, "false",
            #"{"required":["a"],"properties":{"a":{"type":"array","minItems":100000}}}"#,
        ]
    )
    func impossible(schema: String) throws {
        let error = #expect(throws: AssayError.self) { try SampleRequest(schema: Value(json: schema)) }
        #expect(error?.code == .invalidRequest)
        #expect(error?.message.contains("no request can be made from the input schema") == true)
    }
}
