import AssayCore
import AssayStatistics
import AssayYAML
import Testing

/// The regular expressions of YAML 1.2.2, section 10.3.2, tried one after the other.
private struct CoreSchemaTable {
    private let kinds: [(pattern: Pattern, kind: String)]

    init() throws {
        kinds = try [
            ("^(null|Null|NULL|~|)$", "null"), ("^(true|True|TRUE|false|False|FALSE)$", "a boolean"),
            ("^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "a number"),
            ("^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$", "a number"),
            ("^([-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN)$", "refused"),
        ].map { (try Pattern($0.0), $0.1) }
    }

    func kind(of text: String) throws -> String {
        for (pattern, kind) in kinds where try pattern.matches(text) { return kind }
        return "a string"
    }
}

@Suite("Core schema against its regular expressions")
struct CoreSchemaOracleTests {
    private static let pieces = [
        "0", "1", "7", "9", "12", "+", "-", ".", "e", "E", "x", "o", "0x", "0o", "a", "F", "inf", "Inf", "nan", "NaN",
        "~", "true",
        "True", "null", "Null", "no", "_",
    ]

    @Test("Random scalars made of telling pieces get the kind the specification gives them")
    func kinds() throws {
        let table = try CoreSchemaTable()
        var random = SplitMix64(seed: 3)
        var seen: Set<String> = []
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...4, using: &random)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            // A lone dash or a dot run at the start of a line is structure, not a scalar.
            guard text != "-", text != "..." else { continue }
            let expected = try table.kind(of: text)
            seen.insert(expected)
            #expect(kind(of: text) == expected, "\(text)")
        }
        #expect(seen == ["null", "a boolean", "a number", "refused", "a string"])
    }

    private func kind(of text: String) -> String {
        do throws(AssayError) {
            let kind = try YAMLDocument("[\(text)]", file: "f").root.elements()[0].kind
            return kind == "a whole number" ? "a number" : kind
        } catch {
            return "refused"
        }
    }

    @Test("Whole numbers in three bases agree with the integers they spell")
    func bases() throws {
        var random = SplitMix64(seed: 4)
        for _ in 0..<500 {
            let number = UInt64.random(in: .min ... .max, using: &random) >> UInt64.random(in: 0..<64, using: &random)
            let texts = [
                String(number), "0x" + String(number, radix: 16), "0o" + String(number, radix: 8), "00\(number)",
            ]
            for text in texts { #expect(try read(text) == Value(number), "\(text)") }
            let signed = Int64.random(in: .min ... -1, using: &random)
            #expect(try read(String(signed)) == .integer(signed))
        }
    }

    @Test("Decimal numbers are the doubles Swift prints them from")
    func decimals() throws {
        var random = SplitMix64(seed: 5)
        for _ in 0..<2000 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite else { continue }
            #expect(try read("\(number)") == .number(number))
        }
    }
}
