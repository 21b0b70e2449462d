import AssayCore
import AssayModels
import Testing

struct RoutingGuideTests {
    private static func registry() throws -> ModelRegistry {
        let registry = ModelRegistry()
        for id in ["a", "b", "c"] {
            try registry.registerModel(
                ModelRecord(id: id, provider: "x", wireName: "\(id)-2025", aliases: ["\(id)\(id)"])
            )
        }
        return registry
    }

    @Test("A guide says who is preferred, who is blocked and who comes next (S0-3)")
    func whole() throws {
        let guide = try RoutingGuide(
            """
            preferred:
              code_generation: [aa, b-2025]
            blocked: [c]
            fallback_chains:
              testing: [b]
              default: [a, b]
            """,
            file: "guide.yaml",
            registry: Self.registry()
        )
        #expect(guide.preferred == [.codeGeneration: ["a", "b"]])
        #expect(guide.blocked == ["c"])
        #expect(guide.chain(for: .testing) == ["b"])
        #expect(guide.chain(for: .general) == ["a", "b"])
    }

    @Test("A guide may be JSON, and may be empty")
    func json() throws {
        let registry = try Self.registry()
        #expect(try RoutingGuide("{\"blocked\": [\"a\"]}", file: "g.json", registry: registry).blocked == ["a"])
        #expect(try RoutingGuide("{}", file: "g.json", registry: registry) == RoutingGuide())
    }

    @Test(
        "A mistake is reported with file and line",
        arguments: [
            ("prefered: {}", "g.yaml:1:1", "did you mean preferred?"),
            ("preferred:\n  coding: [a]", "g.yaml:2:3", "code_generation"),
            ("blocked:\n  - a\n  - bbb", "g.yaml:3:5", "did you mean bb?"),
            ("fallback_chains:\n  default: a", "g.yaml:2:12", "must be a sequence"),
        ]
    )
    func mistakes(_ text: String, _ place: String, _ advice: String) async throws {
        let registry = try Self.registry()
        let error = await thrown { _ = try RoutingGuide(text, file: "g.yaml", registry: registry) }
        #expect(error?.message.hasPrefix(place + ":") == true, "\(error?.message ?? "no error")")
        #expect(error?.message.contains(advice) == true, "\(error?.message ?? "no error")")
    }
}
