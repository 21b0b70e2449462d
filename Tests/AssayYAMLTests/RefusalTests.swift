import AssayCore
import AssayYAML
import Testing

@Suite("What is refused")
struct RefusalTests {
    @Test(
        "Each refusal says where and what would be right",
        arguments: [
            ("", "f:1:1: the text has no document; it is empty"),
            ("# only\n", "f:2:1: the text has no document; it is empty"),
            ("a: 1\nb: 2\na: 3", "f:3:1: the key a is there already, at 1:1; a mapping has each key once"),
            ("{a: 1, \"a\": 2}", "f:1:8: the key a is there already, at 1:2; a mapping has each key once"),
            ("a: *x", "f:1:4: aliases are not allowed; write the value out"),
            ("*x : 1", "f:1:1: a key must be a string; sequences, mappings, aliases and anchors cannot be one"),
            ("a: &x 1", "f:1:4: anchors are not allowed; write the value out where it is used"),
            ("&x a: 1", "f:1:1: a key must be a string; sequences, mappings, aliases and anchors cannot be one"),
            ("a:\n  <<: {b: 1}", "f:2:3: merge keys are not allowed; write the members out"),
            ("1: a", "f:1:1: a key must be a string; put it in quotes"),
            ("{true: a}", "f:1:2: a key must be a string; put it in quotes"),
            ("~: a", "f:1:1: a key must be a string; put it in quotes"),
            ("? ~\n: a", "f:1:3: a key must be a string; put it in quotes"),
            ("? [a]\n: b", "f:1:3: a key must be a string; sequences, mappings, aliases and anchors cannot be one"),
            ("a: 1\n---\nb: 2", "f:2:1: the document has ended, and more text follows; a file holds one document"),
            (
                "a: 1\n...\n%TAG ! b\n",
                "f:3:1: the document has ended, and more text follows; a file holds one document"
            ),
            ("{a: 1} b", "f:1:8: the document has ended, and more text follows; a file holds one document"),
            ("%YAML 1.1\n--- a", "f:1:1: only one directive, %YAML 1.2, is allowed; remove this line"),
            ("%YAML 1.2\n%YAML 1.2\n--- a", "f:2:1: only one directive, %YAML 1.2, is allowed; remove this line"),
            ("#\n%TAG !e! tag:e,2000:\n--- a", "f:2:1: only one directive, %YAML 1.2, is allowed; remove this line"),
        ]
    )
    func refusals(text: String, message: String) { #expect(complaint(text) == message) }

    @Test(
        "Every tag is refused, also the one that only means string",
        arguments: [
            "!!str 12", "!!int '12'", "! 12", "! 'a'", "!x a", "!!python/object/apply:os.system [a]", "!!map {a: 1}",
            "!<tag:yaml.org,2002:str> a", "! |\n  a",
        ]
    )
    func tags(text: String) {
        let message = "tags are not allowed; quotes make a string, and everything else is what it looks like"
        #expect(complaint("a: \(text)") == "f:1:4: \(message)")
    }

    @Test("A tag behind an anchor is found too")
    func tagBehindAnchor() {
        #expect(complaint("a: &x ! 12", YAMLLimits(maxAliases: 1))?.contains("tags are not allowed") == true)
        #expect(complaint("!!str a: 1")?.contains("tags are not allowed") == true)
    }

    @Test(
        "What is not YAML is reported with line, column and advice",
        arguments: [
            ("a: b: c", "f:1:5: ", "put text that has a colon and a space in quotes"),
            ("a: @b", "f:1:4: ", "in quotes"),
            ("a:\n\t- b", "f:2:1: ", "indent with spaces"),
            ("a: \"b", "f:1:6: ", "a quote is not closed; it opened at 1:4"),
            ("a: [b", "f:1:6: ", "a bracket is not closed, or a comma is missing; it opened at 1:4"),
            ("a: {b: c", "f:1:9: ", "a brace is not closed, or a comma is missing; it opened at 1:4"),
            ("a: 1\n b: 2", "f:2:3: ", "check the indentation"),
            ("- a\nb: 1", "f:2:1: ", "elements of one sequence start in the same column"),
            ("a: \"\\q\"", "f:1:5: ", "write a backslash as two"),
            ("a: !b!c d", "f:1:4: ", "tags are not allowed"),
            ("a: \"\\uD83D\\uDE00\"", "f:1:7: ", "write the character itself"),
        ]
    )
    func syntax(text: String, place: String, advice: String) throws {
        let message = try #require(complaint(text))
        #expect(message.hasPrefix(place), "\(message)")
        #expect(message.contains(advice), "\(message)")
    }

    @Test("Control characters are refused outside quotes, and most of them everywhere")
    func controlCharacters() throws {
        #expect(complaint("a: \"\u{0}\"")?.hasPrefix("f:1:5: control characters are not allowed") == true)
        #expect(complaint("a: b\n\u{1B}[0m")?.hasPrefix("f:2:1: control characters are not allowed") == true)
        #expect(complaint("a: |\n  \u{7F}")?.hasPrefix("f:1:4: control characters are not allowed here") == true)
        #expect(try read("'\u{7F}\u{9F}\u{FFFE}'") == "\u{7F}\u{9F}\u{FFFE}")
    }

    @Test("Keys that differ only in how a character is composed are two keys")
    func composedKeys() throws {
        let object = try #require(try read("\u{E9}: 1\ne\u{301}: 2").object)
        #expect(object.count == 2)
        #expect(object["e\u{301}"] == 2)
    }

    @Test("No error shows a value of the document")
    func secrets() throws {
        let texts = [
            "a: 'hunter2' x", "a: !t hunter2", "- hunter2\n-hunter2: a: b", "a: .nan #hunter2", "hunter2: 1: 2",
        ]
        for text in texts { #expect(try #require(complaint(text)).contains("hunter2") == false) }
    }
}
