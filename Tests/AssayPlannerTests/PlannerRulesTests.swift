import AssayCore
import AssayEngine
import AssayYAML
import Testing

@Suite("Rules from a file")
struct PlannerRulesTests {
    private static let text = """
        rules:
          - name: powers
            priority: 10
            description: Two numbers are raised.
            when:
              - {path: x, operator: exists}
              - {path: y, operator: lte, value: 1000}
              - {path: note, operator: exists, value: false}
            action:
              tool: pow
              options: {k: 5, exact: true}
              fallbacks: [exp]
          - name: rest
            action: {tool: pow, strategy: chain, following: [exp]}
        """

    private func complaint(_ text: String) -> AssayError? {
        failure { () throws(AssayError) in try PlannerRules(text, file: "rules.yaml") }
    }

    @Test("A file may name the plugins its rules count on")
    func plugins() throws {
        #expect(try PlannerRules(Self.text, file: "rules.yaml").plugins == [])
        #expect(try PlannerRules("plugins: [a.so, b]\n" + Self.text, file: "rules.yaml").plugins == ["a.so", "b"])
        #expect(complaint("plugins: a.so\n" + Self.text)?.message.contains("plugins") == true)
    }

    @Test("A file says what code can say")
    func reading() throws {
        let rules = try PlannerRules(Self.text, file: "rules.yaml").rules
        #expect(rules.map(\.name) == ["powers", "rest"])
        #expect(rules[0].priority == 10 && rules[1].priority == 0)
        #expect(rules[0].description == "Two numbers are raised.")
        #expect(rules[0].conditions.map(\.summary) == ["x exists", "y lte", "note exists"])
        #expect(rules[0].action.options == ["k": 5, "exact": true])
        #expect(rules[1].action.strategy == .chain && rules[1].action.following == ["exp"])
        let tools = [tool("pow"), tool("exp")]
        let decision = try plan(rules, request: ["x": 2, "y": 10], tools: tools)
        #expect(decision.matchedRule == "powers" && decision.tool == "pow" && decision.fallbacks == ["exp"])
        #expect(try plan(rules, request: ["x": 2, "y": 1001], tools: tools).matchedRule == "rest")
        #expect(try plan(rules, request: ["x": 2, "y": 1, "note": ""], tools: tools).matchedRule == "rest")
    }

    @Test("The same rules may be JSON")
    func json() throws {
        let json = try YAMLDocument(Self.text, file: "f").value.canonicalJSON
        #expect(try PlannerRules(json, file: "rules.json").rules.map(\.name) == ["powers", "rest"])
    }

    @Test(
        "Each mistake is reported where it stands",
        arguments: [
            ("[]", "1:1: the document must be a mapping, not a sequence"),
            ("rule: []", "1:1: the document has the unknown key rule; did you mean rules?"),
            ("rules: {}", "1:8: rules must be a sequence, not a mapping"),
            ("rules:\n- action: {tool: a}", "2:3: rules[0] must have the key name"),
            ("rules:\n- name: ''\n  action: {tool: a}", "2:9: rules[0].name must not be empty"),
            ("rules:\n- name: no\n  action: {}", "3:11: rules[0].action must have the key tool"),
            (
                "rules:\n- name: r\n  prio: 1\n  action: {tool: a}",
                "3:3: rules[0] has the unknown key prio; known keys: name, priority, description, when, action"
            ),
            (
                "rules:\n- name: r\n  priority: high\n  action: {tool: a}",
                "3:13: rules[0].priority must be a whole number from -1000000 to 1000000, not a string"
            ),
            (
                "rules:\n- name: r\n  when:\n  - {path: a, operator: matches, value: 1}\n  action: {tool: a}",
                "4:25: rules[0].when[0].operator of rule r: no operator has that name; "
                    + "there are equals, contains, regex, exists, gt, lt, gte, lte, in"
            ),
            (
                "rules:\n- name: r\n  when:\n  - {path: a, operator: gt, value: big}\n  action: {tool: a}",
                "4:36: rules[0].when[0].value of rule r: the operator gt needs a number to compare with"
            ),
            (
                "rules:\n- name: r\n  when:\n  - {path: a, operator: gt}\n  action: {tool: a}",
                "4:5: rules[0].when[0] must have the key value"
            ),
            (
                "rules:\n- name: r\n  action: {tool: a, strategy: both}",
                "3:31: rules[0].action.strategy must be one of single, chain, parallel, conditional"
            ),
            (
                "rules:\n- name: r\n  action: {tool: a, fallbacks: [b, a]}",
                "3:11: rules[0].action of rule r: the fallbacks of a must not name a itself: that is a cycle"
            ),
            (
                "rules:\n- {name: r, action: {tool: a}}\n- {name: r, action: {tool: a}}",
                "3:10: rules[1].name is the name of an earlier rule"
            ),
            ("rules: *all", "1:8: aliases are not allowed; write the value out"),
        ]
    )
    func mistakes(text: String, message: String) { #expect(complaint(text)?.message == "rules.yaml:" + message) }

    @Test("A bad pattern is reported at its place with its own code")
    func badPattern() throws {
        let error = try #require(
            complaint("rules:\n- name: r\n  when: [{path: a, operator: regex, value: '(a'}]\n  action: {tool: a}")
        )
        #expect(error.code == .invalidPattern)
        #expect(error.message.hasPrefix("rules.yaml:3:44: rules[0].when[0].value of rule r: "))
    }
}
