import AssayCore
import AssayYAML
import Testing

@Suite("Bombs")
struct BombTests {
    private static let laughs: String = {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        return text
    }()

    @Test("Nine levels of nine aliases are refused at the first anchor by default")
    func aliasBomb() { #expect(complaint(Self.laughs)?.hasPrefix("f:1:5: anchors are not allowed") == true) }

    @Test("Nine levels of nine aliases stop at the node limit where aliases are allowed")
    func allowedAliasBomb() {
        let limits = YAMLLimits(maxAliases: 1000)
        #expect(complaint(Self.laughs, limits)?.hasSuffix("the document has more than 100000 nodes") == true)
    }

    @Test("Allowed aliases stand for what their anchor holds, and know where they are used")
    func aliases() throws {
        let limits = YAMLLimits(maxAliases: 2)
        let document = try YAMLDocument("a: &x {b: [1]}\nc: *x\nd: [*x]", file: "f", limits: limits)
        #expect(document.value == ["a": ["b": [1]], "c": ["b": [1]], "d": [["b": [1]]]])
        let copy = try #require(document.root["d"]?.elements().first?.member("b").elements().first)
        #expect(copy.pathDescription == "d[0].b[0]")
        #expect(copy.position.description == "1:12")
    }

    @Test("Aliases are counted, must name an earlier anchor and cannot hold themselves")
    func aliasLimits() {
        let one = YAMLLimits(maxAliases: 1)
        #expect(complaint("a: &x 1\nb: [*x, *x]", one) == "f:2:9: there are more than 1 aliases")
        #expect(complaint("a: *x\nb: &x 1", one)?.contains("names no anchor before it") == true)
        #expect(complaint("a: &x [*x]", one)?.contains("the node it is part of") == true)
        #expect(complaint("a: &x {<<: *x}", one)?.contains("merge keys") == true)
    }

    @Test("An alias adds the depth of what it stands for")
    func aliasDepth() {
        let limits = YAMLLimits(maxDepth: 4, maxAliases: 1)
        #expect(complaint("a: &x [[1]]\nb: [*x]", limits) == nil)
        #expect(complaint("a: &x [[1]]\nb: [[*x]]", limits) == "f:2:6: the document is nested more than 4 levels deep")
    }

    @Test("Depth is limited in flow and in block style", arguments: ["[", "{a: ", "- ", "? "])
    func depth(opening: String) throws {
        let message = try #require(complaint(String(repeating: opening, count: 200_000)))
        #expect(message.contains("nested more than 64 levels") || message.contains("a key must be a string"))
    }

    @Test("64 levels are read and 65 are not")
    func exactDepth() {
        func nested(_ levels: Int) -> String {
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        #expect(complaint(nested(64)) == nil)
        #expect(complaint(nested(65)) == "f:1:65: the document is nested more than 64 levels deep")
        #expect(YAMLLimits(maxDepth: 1_000_000).maxDepth == YAMLLimits.deepestNesting)
    }

    @Test("Nodes are limited")
    func nodes() {
        let limits = YAMLLimits(maxNodes: 4)
        #expect(complaint("[1, 2, 3]", limits) == nil)
        #expect(complaint("{a: 1, b: 2, c: 3}", limits) == nil)
        #expect(complaint("[1, 2, 3, 4]", limits) == "f:1:11: the document has more than 4 nodes")
    }

    @Test("The size is limited before anything is read")
    func size() {
        let text = "a: " + String(repeating: "x", count: 1 << 20)
        #expect(complaint(text) == "f:1:1: the text has 1048579 bytes; at most 1048576 are allowed")
    }

    @Test(
        "A mebibyte of hostile repetition ends in an error, not in a hang",
        arguments: [
            "%TAG !a! b\n", "- \n", "a", "\"", "&a ", "*a ", "!", "%YAML 1.2\n", "#\n", "...\n", "---\n", "|\n", ",",
            "\u{2028}x: ", "'a': ",
            "a:\n", " ", "{}\n", "a: {b: ", "\\", "\u{FEFF}",
        ]
    )
    func repetition(part: String) {
        let count = (1 << 20) / part.utf8.count
        let text = String(repeating: part, count: count)
        // Some of these are documents; most are refused. Either way the work must be linear.
        if let message = complaint(text) { #expect(message.utf8.count < 300 && message.hasPrefix("f:")) }
    }
}
