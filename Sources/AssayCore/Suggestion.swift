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

    /// The names that come near, nearest first: few edits away, or one the beginning of the other.
    ///
    /// Names of more than 64 bytes are left out, as for one suggestion.
    package static func near(_ word: String, among names: [String], limit: Int) -> [String] {
        guard !word.isEmpty, word.utf8.count <= 64 else { return [] }
        let most = max(1, word.utf8.count / 3)
        let scored = names.compactMap { name -> (name: String, edits: Int)? in
            guard name.utf8.count <= 64 else { return nil }
            let difference = abs(name.utf8.count - word.utf8.count)
            let isLonger = word.utf8.count >= 3 && (name.hasPrefix(word) || (name.count >= 3 && word.hasPrefix(name)))
            guard difference <= most || isLonger else { return nil }
            let edits = Distance.levenshtein(word, name)
            return edits <= most || isLonger ? (name, edits) : nil
        }
        return scored.sorted { ($0.edits, $0.name) < ($1.edits, $1.name) }.prefix(limit).map(\.name)
    }
}
