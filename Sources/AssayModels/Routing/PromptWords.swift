/// The words of a prompt that say what is wanted, and marks for what else shows.
///
/// Words are runs of letters and digits, in lower case, so `latest` is one word and never `test`. What a prompt brings along
/// is left out as far as it shows: fenced code, and of a long prompt all but the first 300 and the last 100 words.
struct PromptWords {
    /// The words, in order.
    let words: [String]
    /// What was seen beside them.
    let marks: Set<Mark>

    /// Something that shows in a prompt as a whole.
    enum Mark: String, CaseIterable {
        /// Code in the text.
        case code = "§code"
        /// The name of an error, such as `TypeError` or `NullPointerException`.
        case exception = "§exception"
        /// A formula with powers, roots or the like.
        case formula = "§formula"
        /// A question mark at the end.
        case question = "§question"
        /// The frames of a stack.
        case trace = "§trace"
        /// Three words or fewer.
        case short = "§short"
        /// Thirty words or more.
        case long = "§long"

        /// What it is called in explanations.
        var name: String {
            switch self {
            case .code: "code"
            case .exception: "the name of an error"
            case .formula: "a formula"
            case .question: "a question mark at the end"
            case .trace: "a stack trace"
            case .short: "few words"
            case .long: "many words"
            }
        }
    }

    private static let firstWords = 300
    private static let lastWords = 100

    init(_ prompt: String) {
        let pieces = Self.split(prompt)
        let kept =
            pieces.count <= Self.firstWords + Self.lastWords
            ? pieces : pieces.prefix(Self.firstWords) + pieces.suffix(Self.lastWords)
        words = kept.map { $0.lowercased() }
        marks = Set(Mark.allCases.filter { Self.shows($0, in: prompt, pieces.count, kept) })
    }

    private static func shows(_ mark: Mark, in prompt: String, _ count: Int, _ kept: [String]) -> Bool {
        switch mark {
        case .code: looksLikeCode(prompt)
        case .exception: kept.contains(where: isErrorName)
        case .formula: prompt.unicodeScalars.contains { "^√∑∫≤≥≡∀∃".unicodeScalars.contains($0) }
        case .question: prompt.last { !$0.isWhitespace } == "?"
        case .trace: prompt.split(whereSeparator: \.isNewline).contains(where: isFrame)
        case .short: count <= 3
        case .long: count >= 30
        }
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

    /// Whether a line is one of a stack trace, as Java, JavaScript or Python write it.
    private static func isFrame(_ line: Substring) -> Bool {
        let start = line.drop(while: \.isWhitespace)
        if start.hasPrefix("at "), start.utf8.contains(UInt8(ascii: "(")) { return true }
        return start.hasPrefix("File \"") && start.contains("\", line ")
    }

    /// Three of the signs that prose hardly uses.
    private static func looksLikeCode(_ prompt: String) -> Bool {
        if prompt.contains("```") { return true }
        return prompt.utf8.lazy.filter { "{}=;[]<>".utf8.contains($0) }.prefix(3).count == 3
    }
}
