/// What a prompt has that may say what it wants: its words, pairs of them, their classes, and what it begins with.
///
/// `Benchmarks/Tasks/cues.py` finds the same cues when weights are fitted.
struct PromptCues {
    /// How each cue is shown to people, by the name it has in ``TaskWeights``.
    private(set) var shown: [String: String] = [:]

    init(_ prompt: String, _ book: PhraseBook) {
        let prompt = PromptWords(prompt)
        let words = prompt.words.map(book.corrected)
        for mark in prompt.marks { shown[mark.rawValue] = mark.name }
        addWords(words.map(Self.singular))
        addClasses(words, book)
    }

    private mutating func addWords(_ words: [String]) {
        for word in words { shown[word] = "“\(word)”" }
        for (left, right) in zip(words, words.dropFirst()) { shown["\(left) \(right)"] = "“\(left) \(right)”" }
        if let first = words.first { shown["^\(first)"] = "“\(first)” at the beginning" }
    }

    private mutating func addClasses(_ words: [String], _ book: PhraseBook) {
        var hasClasses = false
        for place in words.indices {
            for (name, text) in book.classes(at: place, in: words) {
                hasClasses = true
                if shown["{\(name)}"] == nil { shown["{\(name)}"] = "“\(text)”" }
                if place == 0 { shown["^{\(name)}"] = "“\(text)” at the beginning" }
            }
        }
        if !hasClasses { shown["{}"] = "no word that usually says what is wanted" }
    }

    /// A word without the `s` of a plural.
    private static func singular(_ word: String) -> String {
        guard word.count >= 4, word.last == "s", let before = word.dropLast().last, !"sui".contains(before) else {
            return word
        }
        return String(word.dropLast())
    }
}
