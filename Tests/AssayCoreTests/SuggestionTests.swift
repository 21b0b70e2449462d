import AssayCore
import Testing

@Suite("Suggestions")
struct SuggestionTests {
    private let names = ["tool", "tools", "fallbacks", "k"]

    @Test(
        "A word with few edits is understood, others are not",
        arguments: [
            ("tol", "tool"), ("fallback", "fallbacks"), ("falbaks", "fallbacks"), ("toolss", "tools"), ("j", "k"),
            ("xyz", nil),
            ("options", nil), ("", "k"),
        ] as [(String, String?)]
    )
    func nearest(word: String, name: String?) { #expect(Suggestion.nearest(to: word, among: names) == name) }

    @Test("Among equals the first is named, and without names none is")
    func ties() {
        #expect(Suggestion.nearest(to: "bat", among: ["cat", "hat"]) == "cat")
        #expect(Suggestion.nearest(to: "bat", among: []) == nil)
    }

    @Test("Nobody types a word of more than 64 bytes")
    func longWords() {
        let word = String(repeating: "a", count: 65)
        #expect(Suggestion.nearest(to: word, among: [word]) == nil)
        #expect(Suggestion.nearest(to: String(word.dropLast()), among: [word]) == word)
    }
}
