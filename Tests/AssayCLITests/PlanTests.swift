import AssayCore
import Foundation
import Testing

@Suite("assay plan, and runs without a tool")
struct PlanTests {
    private static let kmeans = #"{"csv":"Examples/Data/iris.csv","clusters":3}"#

    @Test("By fit: the tool, how sure the choice is, and what speaks against the others")
    func byFit() async throws {
        let result = try await Workplace().assay(["plan", Self.kmeans])
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("tool        kmeans\nsure        0."))
        for name in ["annealing", "bootstrap", "bootstrap-regression"] { #expect(result.output.contains("\(name): ")) }
    }

    @Test("By rule, and the caller's K beats the rule's")
    func byRule() async throws {
        let place = try Workplace()
        let rules = "rules: [{name: all, action: {tool: kmeans, options: {k: 9, epsilon: 0.5}}}]"
        try rules.write(toFile: place.folder.file("rules.yaml"), atomically: true, encoding: .utf8)
        let document = try await place.assay(["plan", Self.kmeans, "--rules", "rules.yaml", "--k", "4", "--json"]).json
        #expect(document["tool"] == "kmeans")
        #expect(document["matched_rule"] == "all")
        #expect(document["options"]?["k"] == 4)
        #expect(document["options"]?["epsilon"] == 0.5)
    }

    @Test("Rules that cannot be used are refused with file, line and what would be right")
    func badRules() async throws {
        let place = try Workplace()
        for (text, fragment) in [
            (
                "rules: [{name: a, action: {tool: kmeans}, when: [{path: x, operator: near, value: 1}]}]",
                "no operator has that name"
            ),
            ("rules:\n  - name: a\n    action: {tool: kmeans}\n    whne: []\n", "when"),
            ("rules: [", "bad.yaml:1"),
        ] {
            try text.write(toFile: place.folder.file("bad.yaml"), atomically: true, encoding: .utf8)
            let result = try await place.assay(["plan", Self.kmeans, "--rules", "bad.yaml"])
            #expect(result.code == 2)
            #expect(result.errors.contains(fragment), "\(result.errors)")
        }
        let missing = try await place.assay(["plan", Self.kmeans, "--rules", "nowhere.yaml"])
        #expect(missing.code == 2)
        #expect(missing.errors.contains("nowhere.yaml cannot be read"))
    }

    @Test("A request that fits no tool names the tools and what each is missing")
    func noFit() async throws {
        let result = try await Workplace().assay(["plan", #"{"zz":1}"#])
        #expect(result.code == 5)
        #expect(result.errors.contains("no tool takes this request"))
    }

    @Test("A run without a tool plans one and explains it on stderr")
    func runWithoutTool() async throws {
        let place = try Workplace()
        let request = #"{"csv":"\#(Package.path("Examples/Data/iris.csv"))","clusters":3}"#
        let words = ["--k", "3", "--stop", "never", "--explain", "--allow-read", Package.path("Examples/Data")]
        let result = try await place.assay(["run", "--request", request] + words)
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("kmeans 1.0.0 · 3 replicates wanted"))
        #expect(result.errors.contains("tool        kmeans"))
        let both = try await place.assay(["run", "kmeans", "--request", request, "--explain"])
        #expect(both.code == 64)
    }
}

@Suite("assay foreign, and functions beside plugins")
struct ForeignCommandTests {
    @Test("A rule sends two numbers to a function of the C library")
    func planned() async throws {
        let result = try await Workplace().assay([
            "run", "--rules", Package.path("Examples/Foreign/rules.yaml"), "--request", #"{"x":2,"y":10}"#, "--json",
        ])
        #expect(result.code == 0)
        #expect(try result.json["summary"]?["consensus"] == ["value": 1024])
        #expect(try result.json["meta"]?["tool"]?["name"] == "pow")
    }

    @Test("A manifest is described with signatures and schemas, and nothing is loaded")
    func describe() async throws {
        let place = try Workplace()
        let path = Package.path("Examples/Foreign/power.tool.yaml")
        let text = try await place.assay(["foreign", "describe", path])
        #expect(text.code == 0)
        #expect(text.output.contains("pow("))
        #expect(try await place.assay(["foreign", "describe", path, "--json"]).json != .null)
        let manifest = "library: nowhere.so\nfunctions: [{name: f, symbol: g, returns: {name: v, type: f65}}]\n"
        try manifest.write(toFile: place.folder.file("bad.tool.yaml"), atomically: true, encoding: .utf8)
        let bad = try await place.assay(["foreign", "describe", "bad.tool.yaml"])
        #expect(bad.code == 2)
        #expect(bad.errors.contains("bad.tool.yaml"))
        #expect(try await place.assay(["foreign", "explain", path]).code == 64)
    }

    @Test("Functions are listed beside plugins, with their schemas")
    func listed() async throws {
        let path = Package.path("Examples/Foreign/libc.tool.json")
        let tools = try await Workplace().assay(["tools", "--plugin", path, "--json"]).json["tools"]?.array ?? []
        #expect(tools.contains { $0["name"] == "kmeans" })
        #expect(tools.contains { $0["name"] == "div" && $0["input_schema"]?["type"] == "object" })
    }
}
