internal import AssayCore

extension ParserBomb {
    private static func pattern(
        _ name: String,
        _ refusal: String?,
        _ pattern: @escaping @autoclosure @Sendable () -> String,
        on text: @escaping @autoclosure @Sendable () -> String
    ) -> ParserBomb {
        ParserBomb("pattern: " + name, refusal: refusal) {
            let (pattern, text) = (pattern(), text())
            return { Self.refusal { _ = try Pattern(pattern).matches(text) } }
        }
    }

    static let patterns: [ParserBomb] = [
        pattern("a repetition of a repetition", "too many steps", "^(a+)+$", on: repeated("a", 60) + "!"),
        pattern("two ways to match the same", "too many steps", "^(a|a)*$", on: repeated("a", 60) + "!"),
        pattern(
            "optional pieces",
            "too many steps",
            "^" + repeated("a?", 40) + repeated("a", 40) + "[bc]",
            on: repeated("a", 60)
        ),
        pattern("anything, and anything again", "too many steps", "(.*)(.*)(.*)(.*)(.*)[xy]$", on: repeated("a", 500)),
        pattern(
            "an address",
            "too many steps",
            "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*[@!]$",
            on: repeated("a", 60)
        ),
        pattern("a back reference", "too many steps", "^(a*)*\\1[bc]$", on: repeated("a", 60)),
        pattern("a look-ahead", "too many steps", "(?=(a+)+[xy]$)a", on: repeated("a", 60) + "!"),
        pattern("counts inside counts", "too large", "((a{1,1000}){1,1000}){1,1000}", on: repeated("a", 1000)),
        pattern("a byte too long", "at most 4096", repeated("a", 4097), on: "a"),
        pattern("brackets without end", "not closed", repeated("(", 4096), on: "a"),
        pattern("a mebibyte of text", "too many steps", "(x+x+)+[yz]", on: repeated("x", 1 << 20)),
    ]
}
