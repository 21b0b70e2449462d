import AssayCore
import AssayYAML
import Testing

@Suite("Nodes")
struct NodeTests {
    private static let text = """
        name: kmeans
        k: 12
        big: 18446744073709551615
        epsilon: 0.5
        version: 1.10
        country: no
        eager: yes
        on: true
        seeds: [1, x]
        rules:
          - "odd key": {tool: ~}
        """

    private let root: YAMLNode

    init() throws { root = try YAMLDocument(Self.text, file: "rules.yaml").root }

    private func complaint<T>(_ body: () throws(AssayError) -> T) -> String? {
        do throws(AssayError) {
            _ = try body()
            return nil
        } catch {
            return error.code == .invalidDocument ? error.message : "wrong code \(error.code)"
        }
    }

    @Test("Accessors give what is written")
    func accessors() throws {
        #expect(try root.member("name").string() == "kmeans")
        #expect(try root.member("k").int(in: 1...20) == 12)
        #expect(try root.member("k").double() == 12)
        #expect(try root.member("epsilon").double(in: 0...1) == 0.5)
        #expect(try root.member("country").string() == "no")
        #expect(try root.member("on").bool())
        #expect(try root.member("rules").elements().count == 1)
        #expect(try root.member(ifPresent: "nothing") == nil)
        #expect(try root.member("rules").elements()[0].object() == ["odd key": ["tool": nil]])
        #expect(root["name"]?.file == "rules.yaml")
    }

    @Test("A wrong kind is reported with file, line, column, path and the kind wanted")
    func wrongKinds() throws {
        let seeds = try root.member("seeds")
        let odd = try root.member("rules").elements()[0].member("odd key")
        let complaints = [
            complaint { () throws(AssayError) in try root.member("version").string() },
            complaint { () throws(AssayError) in try root.member("eager").bool() },
            complaint { () throws(AssayError) in try seeds.strings() },
            complaint { () throws(AssayError) in try seeds.elements()[1].int() },
            complaint { () throws(AssayError) in try seeds.object() },
            complaint { () throws(AssayError) in try odd.member("tool").string() },
            complaint { () throws(AssayError) in try odd.member("options") },
            complaint { () throws(AssayError) in try root.member("k").member("x") },
            complaint { () throws(AssayError) in try root.elements() },
        ]
        let expected = [
            "5:10: version must be a string, not a number; put it in quotes",
            "7:8: eager must be true or false, not a string; yes, no, on and off are strings in YAML 1.2",
            "9:9: seeds[0] must be a string, not a whole number; put it in quotes",
            "9:12: seeds[1] must be a whole number, not a string",
            "9:8: seeds must be a mapping, not a sequence",
            "11:23: rules[0].\"odd key\".tool must be a string, not null",
            "11:16: rules[0].\"odd key\" must have the key options",
            "2:4: k must be a mapping, not a whole number",
            "1:1: the document must be a sequence, not a mapping",
        ]
        #expect(complaints == expected.map { "rules.yaml:" + $0 })
    }

    @Test("Numbers out of range say the range")
    func ranges() throws {
        let k = try root.member("k")
        #expect(
            complaint { () throws(AssayError) in try k.int(in: 1...10) }
                == "rules.yaml:2:4: k must be a whole number from 1 to 10"
        )
        #expect(
            complaint { () throws(AssayError) in try root.member("big").int() }
                == "rules.yaml:3:6: big must be a whole number"
        )
        #expect(
            complaint { () throws(AssayError) in try k.double(in: 0...1) }
                == "rules.yaml:2:4: k must be a number from 0.0 to 1.0"
        )
        #expect(
            complaint { () throws(AssayError) in try root.member("epsilon").int(in: 1...10) }
                == "rules.yaml:4:10: epsilon must be a whole number from 1 to 10, not a number"
        )
    }

    @Test("An unknown key is reported where it stands, with the key that was meant")
    func unknownKeys() throws {
        let node = try YAMLDocument("tool: a\n\"fall\\u200bbacks\": []\nprority: 1\nwhatever: 2", file: "f").root
        let known = ["tool", "fallbacks", "priority"]
        func message(_ extra: String...) -> String? {
            complaint { () throws(AssayError) in try node.refuseUnknownKeys(known: known + extra) }
        }
        #expect(message() == "f:2:1: the document has the unknown key \"fall?backs\"; did you mean fallbacks?")
        #expect(
            message("fall\u{200B}backs") == "f:3:1: the document has the unknown key prority; did you mean priority?"
        )
        #expect(
            message("fall\u{200B}backs", "prority")
                == "f:4:1: the document has the unknown key whatever; known keys: "
                + "tool, fallbacks, priority, fall\u{200B}backs, prority"
        )
        #expect(message("fall\u{200B}backs", "prority", "whatever") == nil)
    }

    @Test("A long key is shown shortened")
    func longKeys() throws {
        let key = String(repeating: "k", count: 500)
        let node = try YAMLDocument("\(key): 1", file: "f").root
        let message = complaint { () throws(AssayError) in try node.refuseUnknownKeys(known: ["tool"]) }
        #expect(message == "f:1:1: the document has the unknown key \(key.prefix(40))…; known keys: tool")
    }
}
