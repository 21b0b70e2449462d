import AssayCore
import AssayYAML
import Testing

@Suite("Documents")
struct DocumentTests {
    @Test("Block and flow style say the same")
    func styles() throws {
        let block = """
            # a comment
            name: kmeans   # another
            options:
              k: 3
              seeds:
              - 1
              - 2
            empty:
            none: {}
            """
        let flow = "{name: kmeans, options: {k: 3, seeds: [1, 2,],}, empty: , none: {}}"
        let value: Value = ["name": "kmeans", "options": ["k": 3, "seeds": [1, 2]], "empty": nil, "none": [:]]
        #expect(try read(block) == value)
        #expect(try read(flow) == value)
    }

    @Test("Block scalars keep or fold lines, and end as their mark says")
    func blockScalars() throws {
        let text =
            "a: |\n  one\n   two\n\n  three\nb: >\n  one\n  two\n\n  three\nc: |-\n  x\nd: |+\n  x\n\ne: |2\n   x\n"
        #expect(
            try read(text) == [
                "a": "one\n two\n\nthree\n", "b": "one two\nthree\n", "c": "x", "d": "x\n\n", "e": " x\n",
            ]
        )
    }

    @Test("Quoted scalars fold lines and know escapes")
    func quotedScalars() throws {
        #expect(try read(#"["a\tb\x41\u00e9\U0001F600\/\"", 'it''s']"#) == ["a\tbAé😀/\"", "it's"])
        #expect(try read("\"one\n  two\n\n  three\\\n  \\ four\"") == "one two\nthree four")
    }

    @Test("Line ends of every system mean the same", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) throws {
        let document = try YAMLDocument("a: 1\(end)b: |\(end)  x\(end)  y\(end)c: [\(end) 2]\(end)", file: "f")
        #expect(document.value == ["a": 1, "b": "x\ny\n", "c": [2]])
        #expect(document.root["c"]?.position == YAMLPosition(line: 5, column: 4))
    }

    @Test("A byte order mark is skipped and counts for no column")
    func byteOrderMark() throws {
        #expect(try YAMLDocument("\u{FEFF}a: 1", file: "f").root["a"]?.position == YAMLPosition(line: 1, column: 4))
        #expect(complaint("\u{FEFF}a: *b")?.hasPrefix("f:1:4: ") == true)
    }

    @Test("A document may have markers, the 1.2 directive and comments around it")
    func markers() throws {
        #expect(try read("# c\n%YAML 1.2\n# d\n--- # e\na: 1\n...\n# f\n...\n") == ["a": 1])
        #expect(try read("---\n") == .null)
    }

    @Test("Positions count lines and Unicode scalars from 1")
    func positions() throws {
        let text = "rules:\n  - name: é😀\n    when: {\"ключ\": [1, tru, ]}\n  - |\n    x\n  -\nlast: ''\n"
        let root = try YAMLDocument(text, file: "f").root
        #expect(root.position == YAMLPosition(line: 1, column: 1))
        let rules = try root.member("rules").elements()
        #expect(rules.map(\.position.description) == ["2:5", "4:5", "6:4"])
        let when = try rules[0].member("when")
        #expect(when.position.description == "3:11")
        let member = try #require(try when.members().first)
        #expect(member.keyPosition.description == "3:12")
        #expect(try member.node.elements().map(\.position.description) == ["3:21", "3:24"])
        #expect(try root.members().map(\.keyPosition.description) == ["1:1", "7:1"])
        #expect(try root.member("last").position.description == "7:7")
    }

    @Test("Characters YAML 1.1 took for line breaks do not move positions")
    func separators() throws {
        let root = try YAMLDocument("a: x\u{2028}y\u{85}z\nb: \"\u{2029}\u{7F}\u{F0000}\"\nc: [1]", file: "f").root
        #expect(root.value == ["a": "x\u{2028}y\u{85}z", "b": "\u{2029}\u{7F}\u{F0000}", "c": [1]])
        #expect(try root.member("c").elements()[0].position.description == "3:5")
    }

    @Test("Bytes that are not UTF-8 are refused where they stand")
    func invalidUTF8() throws {
        for bad in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]] {
            let error = #expect(throws: AssayError.self) {
                try YAMLDocument(bytes: Array("a: é\nb: ".utf8) + bad, file: "f")
            }
            #expect(error?.message == "f:2:4: the text must be valid UTF-8")
        }
    }

    @Test("UTF-16 is no UTF-8, with or without a byte order mark")
    func utf16() {
        #expect(throws: AssayError.self) { try YAMLDocument(bytes: [0xFF, 0xFE, 0x61, 0], file: "f") }
        #expect(throws: AssayError.self) { try YAMLDocument(bytes: [0x61, 0, 0x3A, 0], file: "f") }
    }
}
