import AssayStatistics

/// The name a person may have meant.
package enum Suggestion {
    /// The name with the fewest edits, if they are at most a third of the word; ties go to the first.
    ///
    /// A word of more than 64 bytes has no suggestion, because nobody types such a name.
    package static func nearest(to word: String, among names: [String]) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        let scored = names.map { (name: $0, edits: Distance.levenshtein(word, $0)) }
        guard let best = scored.min(by: { $0.edits < $1.edits }) else { return nil }
        return best.edits <= max(1, word.count / 3) ? best.name : nil
    }
}
