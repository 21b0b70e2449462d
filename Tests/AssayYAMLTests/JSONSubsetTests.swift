import AssayCore
import AssayYAML
import Testing

@Suite("JSON is YAML")
struct JSONSubsetTests {
    @Test("Canonical and pretty JSON of any value read back as the same value")
    func roundTrip() throws {
        var random = RandomValues(seed: 42)
        for _ in 0..<3000 {
            let value = random.value()
            #expect(try read(value.canonicalJSON) == value)
            #expect(try read(value.prettyJSON) == value)
        }
    }

    @Test(
        "Both readers agree on JSON they are given",
        arguments: [
            "{}", "[]", " [ 1 , 2 ] ", "{\"a\":1,\"b\":[true,false,null]}", "-0.0", "1E5", "\"\"",
            "\"\\u0000\\ud7ff\\b\\f\"", "[[],{}]",
        ]
    )
    func agreement(json: String) throws { #expect(try read(json) == Value(json: json)) }
}
