internal import AssayCore

extension ParserBomb {
    private static func json(
        _ name: String,
        _ refusal: String?,
        _ text: @escaping @Sendable () -> String
    ) -> ParserBomb {
        bytes(name, refusal) { Array(text().utf8) }
    }

    private static func bytes(
        _ name: String,
        _ refusal: String?,
        _ input: @escaping @Sendable () -> [UInt8]
    ) -> ParserBomb {
        ParserBomb("JSON: " + name, refusal: refusal) {
            let bytes = input()
            return { Self.refusal { _ = try Value(jsonBytes: bytes) } }
        }
    }

    private static let mebibyte = 1 << 20

    static let json: [ParserBomb] = [
        json("brackets without end", "at most 128 arrays") { repeated("[", 1 << 20) },
        json("objects without end", "at most 128 arrays") { repeated("{\"a\":", 1 << 18) },
        json("arrays in objects without end", "at most 128 arrays") { repeated("[{\"a\":", 1 << 18) },
        json("one level too many, closed", "at most 128 arrays") { repeated("[", 129) + repeated("]", 129) },
        json("a byte too long", "16777217 bytes") { "1" + repeated(" ", 16 << 20) },
        json("a value too many", "at most 1000000 values") { "[" + repeated("0,", 999_999) + "0]" },
        json("an object too many", "at most 1000000 values") { "[" + repeated("{},", 999_999) + "{}]" },
        json("a string without end", "unexpected end") { "\"" + repeated("a", 2 << 20) },
        json("escapes without end", "unexpected end") { "\"" + repeated("\\u0041", 1 << 18) },
        json("lone surrogates", "half of a surrogate pair") { "[" + repeated("\"\\ud800\",", 1 << 17) + "1]" },
        json("a number of a million digits", "too large") { repeated("9", mebibyte) },
        json("a fraction of a million digits", nil) { "0." + repeated("0", mebibyte) + "1" },
        json("an exponent beyond any number", "too large") { "1e999999999999999999999" },
        json("an exponent of a million digits", "too large") { "1e" + repeated("9", mebibyte) },
        json("a negative exponent of a million digits", nil) { "1e-" + repeated("9", mebibyte) },
        json("a hundred thousand keys and the first again", "keys must be unique") {
            "{" + (0..<100_000).map { "\"k\($0)\":1" }.joined(separator: ",") + ",\"k0\":2}"
        },
        json("a comma too many at the end", "(byte 524289)") { "[" + repeated("1,", 1 << 18) + "]" },
        json("a value after the end", "nothing after the value") { "[" + repeated("1,", 1 << 18) + "1] 1" },
        json("not a number, late", "(byte 524289)") { "[" + repeated("1,", 1 << 18) + "NaN]" },
        bytes("broken UTF-8, late", "not UTF-8") {
            [0x22] + Array(repeating: 0x61, count: 1 << 20) + [0xC3, 0x28, 0x22]
        },
        bytes("zero bytes", "(byte 0)") { Array(repeating: 0, count: 1 << 20) },
    ]
}
