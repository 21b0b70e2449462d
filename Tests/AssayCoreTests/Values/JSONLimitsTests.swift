import AssayCore
import Testing

@Suite("Limits of JSON reading")
struct JSONLimitsTests {
    private func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test("Depth 128 is read and 129 is refused, in arrays and objects")
    func depth() throws {
        #expect(try Value(json: nested(128)).array?.count == 1)
        #expect(throws: AssayError.self) { try Value(json: nested(129)) }
        let objects = String(repeating: "{\"a\":", count: 129) + "1" + String(repeating: "}", count: 129)
        #expect(throws: AssayError.self) { try Value(json: objects) }
    }

    @Test("A hundred thousand brackets are refused at the limit, not at the end")
    func bracketBomb() {
        let error = #expect(throws: AssayError.self) { try Value(json: String(repeating: "[", count: 100_000)) }
        #expect(error?.message.contains("byte 128") == true)
        #expect(error?.message.contains("at most 128 arrays and objects inside each other") == true)
    }

    @Test("A configured depth is capped where walking the value could exhaust the stack")
    func depthCap() throws {
        let limits = JSONLimits(maxDepth: 1_000_000)
        #expect(limits.maxDepth == JSONLimits.deepestNesting)
        let value = try Value(json: nested(512), limits: limits)
        #expect(value.canonicalJSON == nested(512))
        #expect(throws: AssayError.self) { try Value(json: nested(513), limits: limits) }
    }

    @Test("Sixteen MiB are read and one byte more is refused before reading")
    func size() throws {
        var bytes = [UInt8](repeating: UInt8(ascii: " "), count: 16 << 20)
        bytes[0] = UInt8(ascii: "1")
        #expect(try Value(jsonBytes: bytes) == 1)
        bytes.append(UInt8(ascii: " "))
        let error = #expect(throws: AssayError.self) { try Value(jsonBytes: bytes) }
        #expect(error?.message == "The JSON text has 16777217 bytes; at most 16777216 are allowed.")
    }

    @Test("A million values are read and one more is refused")
    func nodes() throws {
        let elements = Array("0,".utf8)
        var bytes = [UInt8(ascii: "[")]
        for _ in 0..<999_998 { bytes.append(contentsOf: elements) }
        let million = bytes + Array("0]".utf8)
        #expect(try Value(jsonBytes: million).array?.count == 999_999)
        let over = bytes + Array("0,0]".utf8)
        let error = #expect(throws: AssayError.self) { try Value(jsonBytes: over) }
        #expect(error?.message.contains("at most 1000000 values") == true)
    }

    @Test("Arrays, objects and scalars count as values, keys do not")
    func countedNodes() throws {
        let text = #"{"a": [1, 2], "b": {}}"#
        #expect(try Value(json: text, limits: JSONLimits(maxNodes: 5))["a"] == [1, 2])
        #expect(throws: AssayError.self) { try Value(json: text, limits: JSONLimits(maxNodes: 4)) }
    }
}
