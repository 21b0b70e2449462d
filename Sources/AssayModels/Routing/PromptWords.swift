/// The words of a prompt that say what is wanted.
///
/// Words are runs of letters and digits, in lower case, so `latest` is one word and never `test`. What a prompt brings along
/// is left out as far as it shows: fenced code, and of a long prompt all but the first 300 and the last 100 words.
struct PromptWords {
    /// The words in order, with the marks below where what they stand for was seen.
    let words: [String]

    /// Stands for code in the text.
    static let code = "§code"
    /// Stands for the name of an error, such as `TypeError` or `NullPointerException`.
    static let exception = "§exception"

    /// Stands for a formula with powers, roots or the like.
    static let formula = "§formula"

    private static let firstWords = 300
    private static let lastWords = 100

    init(_ prompt: String) {
        let pieces = Self.split(prompt)
        var words =
            pieces.count <= Self.firstWords + Self.lastWords
            ? pieces : pieces.prefix(Self.firstWords) + pieces.suffix(Self.lastWords)
        let marks =
            (Self.looksLikeCode(prompt) ? [Self.code] : [])
            + (words.contains(where: Self.isErrorName) ? [Self.exception] : [])
            + (prompt.unicodeScalars.contains { "^√∑∫≤≥≡∀∃".unicodeScalars.contains($0) } ? [Self.formula] : [])
        for place in words.indices { words[place] = words[place].lowercased() }
        self.words = words + marks
    }

    private static func split(_ prompt: String) -> [String] {
        var isFenced = false
        return prompt.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap { line -> [String] in
            if line.drop(while: \.isWhitespace).hasPrefix("```") {
                isFenced.toggle()
                return []
            }
            return isFenced ? [] : words(of: line)
        }
    }

    private static func words(of line: Substring) -> [String] {
        line.split { !($0.isLetter || $0.isNumber || $0 == "+" || $0 == "#") }
            .filter { $0.contains { $0.isLetter || $0.isNumber } }
            .map(String.init)
    }

    private static func isErrorName(_ word: String) -> Bool {
        guard let first = word.first, first.isUppercase else { return false }
        return ["Error", "Exception"].contains { word.hasSuffix($0) && word.utf8.count > $0.utf8.count }
    }

    /// Three of the signs that prose hardly uses.
    private static func looksLikeCode(_ prompt: String) -> Bool {
        if prompt.contains("```") { return true }
        return prompt.utf8.lazy.filter { "{}=;[]<>".utf8.contains($0) }.prefix(3).count == 3
    }
}
