/// A few words in a row; one that ends with `*` stands for all words that begin so.
struct CuePhrase: Hashable {
    let words: [Word]

    struct Word: Hashable {
        let text: String
        let isStem: Bool

        func matches(_ word: String) -> Bool { isStem ? word.hasPrefix(text) : word == text }
    }

    init(_ text: String) {
        words = text.split(separator: " ").map { word in
            word.hasSuffix("*")
                ? Word(text: String(word.dropLast()), isStem: true) : Word(text: String(word), isStem: false)
        }
    }

    /// Whether the phrase stands at a place of a text.
    func stands(at place: Int, in text: [String]) -> Bool {
        guard place + words.count <= text.count else { return false }
        return zip(words, text[place...]).allSatisfy { $0.matches($1) }
    }
}
