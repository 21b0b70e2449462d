import AssayCore
import Testing

@Suite("Patterns")
struct PatternTests {
    @Test(
        "They match as ECMA-262 with the u flag does",
        arguments: [
            ("b", "abc", true),
            ("^b", "abc", false),
            ("^abc$", "abc", true),
            ("^abc$", "abc\n", false),
            ("", "", true),
            ("a|b|", "zzz", true),
            ("^(?:a|bc)+$", "abcbca", true),
            ("^a{2,3}$", "aaaa", false),
            ("^a{2,}$", "aaaa", true),
            ("^a{3}?$", "aaa", true),
            ("a{,2}", "a{,2}", true),
            ("x{", "x{", true),
            ("]", "]", true),
            ("^}$", "}", true),
            ("^.$", "\n", false),
            ("^.$", "\u{2028}", false),
            ("^.$", "\u{85}", true),
            ("^.$", "😀", true),
            (#"^\d$"#, "5", true),
            (#"^\d$"#, "\u{9EA}", false),
            (#"^\D$"#, "\u{9EA}", true),
            (#"^\w$"#, "é", false),
            (#"^\W$"#, "é", true),
            (#"^\w+$"#, "a_9", true),
            (#"^\s$"#, "\u{FEFF}", true),
            (#"^\s$"#, "\u{2003}", true),
            (#"^\s$"#, "\u{85}", false),
            (#"^\S$"#, "\u{A0}", false),
            (#"^\S$"#, "a", true),
            (#"^\v$"#, "\u{B}", true),
            (#"^\v$"#, "\n", false),
            (#"^[\s]$"#, "\u{3000}", true),
            (#"^[^\S]$"#, " ", true),
            (#"^[\S]$"#, " ", false),
            (#"^[\b]$"#, "\u{8}", true),
            (#"\bfoo\b"#, "a foo b", true),
            (#"^\cC$"#, "\u{3}", true),
            (#"^\cc$"#, "\u{3}", true),
            (#"^\0$"#, "\0", true),
            (#"^\x41\u0042\u{43}$"#, "ABC", true),
            (#"^\ud83d\ude00$"#, "😀", true),
            (#"^\u{1F600}$"#, "😀", true),
            (#"^[\u{1F600}-\u{1F64F}]$"#, "😃", true),
            (#"^\/\-\.\@$"#, "/-.@", true),
            ("^[a-c-]$", "-", true),
            (#"^[\w-]+$"#, "a-b", true),
            (#"^[a-\d]+$"#, "a-1", true),
            (#"^[.*+?^$|(){}\[\]]+$"#, ".*+?^$|(){}[]", true),
            ("^[[:alpha:]]$", "a]", true),
            ("[]", "a", false),
            ("^[^]$", "\n", true),
            ("^[^a]$", "\n", true),
            ("^[%--]$", "+", true),
            (#"(a)|b\1"#, "b", true),
            (#"^(a+)b\1$"#, "aabaa", true),
            (#"^(?<x>.)\k<x>$"#, "zz", true),
            ("a(?=b)", "ab", true),
            ("a(?!b)", "ab", false),
            ("(?<=a)b", "ab", true),
            ("(?<!a)b", "ab", false),
            ("A", "a", false),
            ("é", "e\u{301}", false),
        ] as [(String, String, Bool)]
    )
    func semantics(pattern: String, text: String, expected: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == expected)
    }

    @Test(
        "Unicode properties go by short and long names",
        arguments: [
            (#"\p{Letter}cole"#, "École".lowercased(), true),
            (#"^\p{L}$"#, "9", false),
            (#"^\p{Lu}\p{Ll}$"#, "Éa", true),
            (#"^\p{Uppercase_Letter}$"#, "É", true),
            (#"^\p{gc=Decimal_Number}$"#, "\u{9EA}", true),
            (#"^\p{digit}+$"#, "\u{9EA}\u{9EB}", true),
            (#"^\p{Script=Greek}$"#, "λ", true),
            (#"^\p{sc=Grek}$"#, "a", false),
            (#"^\p{scx=Deva}$"#, "\u{964}", true),
            (#"^\P{Script=Greek}$"#, "a", true),
            (#"^\p{Alphabetic}$"#, "ß", true),
            (#"^[\p{L}\p{Nd}_-]+$"#, "ä-1_ж", true),
            (#"^\p{White_Space}$"#, "\u{2003}", true),
            (#"^\p{Emoji}$"#, "😀", true),
            (#"^\p{LC}$"#, "a", true),
            (#"^\p{Punctuation}$"#, "!", true),
        ] as [(String, String, Bool)]
    )
    func properties(pattern: String, text: String, expected: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == expected)
    }

    @Test(
        "What is not ECMA-262 is refused with its place",
        arguments: [
            ("a**", 3),
            ("*a", 1),
            ("a++", 3),
            ("{1}", 1),
            ("^*", 2),
            ("(a", 3),
            ("a)", 2),
            ("[a", 3),
            ("[b-a]", 4),
            ("a\\", 3),
            (#"\a"#, 2),
            (#"\A"#, 2),
            (#"\Z"#, 2),
            (#"\z"#, 2),
            (#"\G"#, 2),
            (#"\K"#, 2),
            (#"\Qa\E"#, 2),
            (#"\R"#, 2),
            (#"\X"#, 2),
            (#"\h"#, 2),
            (#"\C"#, 2),
            (#"\_"#, 2),
            (#"\00"#, 3),
            (#"\x4"#, 4),
            (#"\u12"#, 5),
            (#"\ud800"#, 7),
            (#"\u{110000}"#, 11),
            (#"\c1"#, 3),
            (#"\p"#, 3),
            (#"\p{}"#, 5),
            (#"\p{a=b=c}"#, 10),
            (#"\p{x=L}"#, 8),
            (#"\p{L"#, 5),
            (#"\k"#, 3),
            ("(?i)a", 2),
            ("(?>a)", 2),
            ("(?R)", 2),
            ("(?#c)", 2),
            ("(?C1)", 2),
            ("(?|a)", 2),
            ("(?P<n>a)", 2),
            ("(*ACCEPT)", 2),
            ("(*UCP)a", 2),
            ("(?<1>a)", 4),
            ("(?<=a)*", 7),
            ("a{3,2}", 2),
            ("a{70000}", 2),
        ] as [(String, Int)]
    )
    func refusals(pattern: String, place: Int) {
        let error = #expect(throws: AssayError.self) { try Pattern(pattern) }
        #expect(error?.code == .invalidPattern)
        #expect(error?.message.hasPrefix("Invalid pattern at character \(place): ") == true, "\(error?.message ?? "")")
    }

    @Test(
        "What PCRE2 cannot compile is refused",
        arguments: [
            #"\1"#, #"\k<x>"#, "(?<x>a)(?<x>b)", "(?<=a+)b", #"\p{NoSuchThing}"#,
            String(repeating: "(", count: 300) + String(repeating: ")", count: 300), "((a{1,9999}){1,9999}){1,9999}",
            String(repeating: "a", count: Pattern.maxBytes + 1),
        ]
    )
    func uncompilable(pattern: String) {
        let error = #expect(throws: AssayError.self) { try Pattern(pattern) }
        #expect(error?.code == .invalidPattern)
    }

    @Test(
        "Hostile patterns end with an error instead of running on",
        arguments: [
            ("^(a+)+$", 40),
            ("^(a+)+$", 100_000),
            ("(a|a)*$", 60),
            ("^(a|aa)+$", 200),
            ("(.*)*[xy]", 5_000),
            ("a*(b|c)", 200_000),
            ("(?=(a+))a*b|(x+x+)+y", 100_000),
            ("^(([a-z])+.)+[A-Z]([a-z])+$", 60),
            ("[a-z]*(1|2)", 1_000_000),
            (#"^(a?){40}a{40}$"#, 39),
            (#"(a*)*\1[bc]"#, 50),
            ("^" + String(repeating: "(a|a)", count: 200) + "$", 199),
            (".*.*.*.*[=x]", 5_000),
            ("a{60000}[bc]", 1_000_000),
        ] as [(String, Int)]
    )
    func hostile(pattern: String, length: Int) throws {
        let compiled = try Pattern(pattern)
        let error = #expect(throws: AssayError.self) {
            try compiled.matches(String(repeating: "a", count: length) + "!")
        }
        #expect(error?.code == .limitExceeded)
    }

    @Test(
        "Ordinary patterns decide on long texts",
        arguments: [
            (#"\S"#, true),
            ("^[a-z ]*$", true),
            (#"^(\w+ ?)*$"#, true),
            ("x$", false),
            ("zebra", false),
            ("(ab|a| )+", true),
            ("^(?:[a-z]+ )*[a-z]*$", true),
        ] as [(String, Bool)]
    )
    func longTexts(pattern: String, expected: Bool) throws {
        let text = String(repeating: "abab aaa ", count: 20_000)
        #expect(try Pattern(pattern).matches(text) == expected)
    }

    @Test("One pattern can be used by many threads at once")
    func threads() async throws {
        let pattern = try Pattern("^(?:a|b)+c$")
        await withTaskGroup(of: Bool.self) { group in
            for place in 0..<64 {
                group.addTask {
                    let text = String(repeating: "ab", count: place + 1) + (place.isMultiple(of: 2) ? "c" : "d")
                    return (try? pattern.matches(text)) == place.isMultiple(of: 2)
                }
            }
            for await answer in group { #expect(answer) }
        }
    }

    @Test("Equality and hash follow the text of the pattern")
    func equality() throws {
        #expect(try Pattern("a+") == Pattern("a+"))
        #expect(try Pattern("\u{E9}") != Pattern("e\u{301}"))
        #expect(try Set([Pattern("a+"), Pattern("a+"), Pattern("b")]).count == 2)
    }
}
