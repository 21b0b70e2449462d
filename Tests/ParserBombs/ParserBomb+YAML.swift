internal import AssayYAML

extension ParserBomb {
    private static func yaml(
        _ name: String,
        _ refusal: String?,
        _ limits: YAMLLimits = YAMLLimits(),
        _ text: @escaping @Sendable () -> String
    ) -> ParserBomb {
        ParserBomb("YAML: " + name, refusal: refusal) {
            let text = text()
            return { Self.refusal { _ = try YAMLDocument(text, file: "f", limits: limits) } }
        }
    }

    /// Levels of lists, each of nine aliases of the one before.
    private static func laughs(_ levels: Int) -> String {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<levels {
            text += "a\(level): &a\(level) [\(repeated("*a\(level - 1), ", 8))*a\(level - 1)]\n"
        }
        return text
    }

    static let yaml: [ParserBomb] = [
        yaml("nine levels of nine aliases", "f:1:5: anchors are not allowed") { laughs(9) },
        yaml("the same where aliases are allowed", "more than 100000 nodes", YAMLLimits(maxAliases: 1000)) {
            laughs(9)
        },
        yaml("aliases of one long list", "more than 100000 nodes", YAMLLimits(maxAliases: 1000)) {
            "a: &a [\(repeated("x, ", 1000))x]\nb: [\(repeated("*a, ", 900))*a]"
        },
        yaml("an alias too many", "more than 1000 aliases", YAMLLimits(maxAliases: 1000)) {
            "a: &a x\nb: [\(repeated("*a, ", 1000))*a]"
        },
        yaml("flow lists without end", "more than 64 levels") { repeated("[", 1 << 20) },
        yaml("flow maps without end", "more than 64 levels") { repeated("{a: ", 1 << 18) },
        yaml("block lists without end", "more than 64 levels") { repeated("- ", 1 << 19) },
        yaml("complex keys without end", "f:1:3") { repeated("? ", 1 << 19) },
        yaml("tags without end", "f:1:1: tags") { repeated("!", 1 << 20) },
        yaml("a tag that names code", "tags are not allowed") { "a: !!python/object/apply:os.system [x]" },
        yaml("directives without end", "f:1:1") { repeated("%TAG !a! b\n", 90_000) },
        yaml("documents without end", "f:2:1") { repeated("---\n", 1 << 18) },
        yaml("anchors without end", "f:1:1: anchors") { repeated("&a ", 1 << 18) },
        yaml("a byte too long", "at most 1048576 are allowed") { "a: " + repeated("x", 1 << 20) },
        yaml("a node too many", "more than 100000 nodes") { "[" + repeated("x, ", 100_000) + "x]" },
        yaml("fifty thousand keys and the first again", "is there already, at 1:1") {
            (0..<50_000).map { "k\($0): 1\n" }.joined() + "k0: 2\n"
        },
        yaml("merge keys", "f:1:1: merge keys") { repeated("<<: {a: 1}\n", 90_000) },
        yaml("an integer of a hundred thousand digits", "must fit 64 bits") { "a: 0x" + repeated("F", 100_000) },
        yaml("a number beyond any", "at most about 1.8e308") { "a: 1e999999999" },
        yaml("comments without end", "has no document") { repeated("#\n", 1 << 17) },
        yaml("escapes without end", "") { "\"" + repeated("\\", (1 << 20) - 1) },
    ]
}
