internal import Assay
internal import AssayCore
internal import AssayEngine
internal import AssayPlugins
internal import AssayYAML

extension ParserBomb {
    private static func manifest(_ name: String, _ refusal: String?, _ value: @escaping @Sendable () -> Value)
        -> ParserBomb
    {
        ParserBomb("manifest: " + name, refusal: refusal) {
            let value = value()
            return { Self.refusal { _ = try ForeignManifest(value, file: "f") } }
        }
    }

    private static func function(_ parameters: Value, structures: Value = [:]) -> Value {
        [
            "library": "libm.so.6", "structs": structures,
            "functions": [["name": "f", "symbol": "f", "description": "d", "parameters": parameters]],
        ]
    }

    /// Structures each of which holds the next one twice.
    private static func doubling(_ levels: Int) -> Value {
        var structures = Object()
        for level in 0..<levels {
            let type: Value = level + 1 == levels ? "f64" : .string("s\(level + 1)")
            structures["s\(level)"] = [["name": "a", "type": type], ["name": "b", "type": type]]
        }
        return .object(structures)
    }

    static let documents: [ParserBomb] = [
        manifest("a structure that holds itself", "contains itself") {
            function([["name": "x", "type": "s"]], structures: ["s": [["name": "a", "type": "s"]]])
        },
        manifest("structures that double at each level", "more than 8 deep") {
            function([["name": "x", "type": "s0"]], structures: doubling(60))
        },
        manifest("ten thousand parameters", "from 0 to 64") {
            function(.array((0..<10_000).map { ["name": .string("p\($0)"), "type": "f64"] }))
        },
        manifest("ten thousand functions of one name", "from 1 to 1024") {
            [
                "library": "libm.so.6",
                "functions": .array(Array(repeating: ["name": "f", "symbol": "f", "description": "d"], count: 10_000)),
            ]
        },
        ParserBomb("rules: twenty thousand and the first again", refusal: "is the name of an earlier rule") {
            let rules = (0..<20_000).map { "  - {name: r\($0), action: {tool: t}}\n" }.joined()
            let text = "rules:\n" + rules + "  - {name: r0, action: {tool: t}}\n"
            return { Self.refusal { _ = try PlannerRules(text, file: "f") } }
        },
        ParserBomb("bundle: replicates beyond any", refusal: "bundle.schema") {
            let document: Value = ["schema_version": "1", "meta": ["k": .integer(.max)]]
            return { Self.refusal { _ = try EvidenceBundle(decoding: document) } }
        },
    ]
}
