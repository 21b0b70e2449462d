internal import AssayCore

/// What a person may have meant by the name of a column.
enum ColumnNames {
    /// The name with few edits, or with the same letters in another order or case.
    static func nearest(to word: String, among names: [String]) -> String? {
        let letters = word.lowercased().sorted()
        return Suggestion.nearest(to: word, among: names) ?? names.first { $0.sorted() == letters }
    }
}
