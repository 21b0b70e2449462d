/// What would be right where libyaml only says what is wrong.
enum YAMLAdvice {
    static func advice(for problem: String) -> String? {
        advices.first { problem.hasPrefix($0.problem) }?.advice
    }

    private static let advices: [(problem: String, advice: String)] = [
        (
            "found character that cannot start any token",
            "indent with spaces, and put text that starts with @, ` or % in quotes"
        ),
        (
            "mapping values are not allowed in this context",
            "put text that has a colon and a space in quotes, or check the indentation"
        ),
        ("could not find expected ':'", "after a key come a colon and a space, on the same line"),
        ("found unexpected end of stream", "a quote is not closed"),
        ("found unexpected document indicator", "a quote is not closed"),
        ("did not find expected key", "keys of one mapping start in the same column"),
        ("did not find expected '-' indicator", "elements of one sequence start in the same column"),
        ("block sequence entries are not allowed in this context", "start the sequence on a line of its own"),
        ("did not find expected ',' or ']'", "a bracket is not closed, or a comma is missing"),
        ("did not find expected ',' or '}'", "a brace is not closed, or a comma is missing"),
        ("found unknown escape character", "write a backslash as two, or use single quotes"),
        ("found invalid Unicode character escape code", "write the character itself, or \\U with eight digits"),
        ("found undefined tag handle", "tags are not allowed"),
        ("found a tab character", "indent with spaces"),
        ("did not find expected node content", "a value is missing here"),
    ]
}
