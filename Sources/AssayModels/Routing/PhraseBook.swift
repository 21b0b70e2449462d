/// Phrases, found by their first word.
struct PhraseBook {
    private var byWord: [String: [CuePhrase]] = [:]
    private var byStem: [String: [CuePhrase]] = [:]
    private var longestStem = 0

    /// Collects phrases; the same one given twice counts once.
    init(_ phrases: [CuePhrase]) {
        for phrase in Set(phrases) {
            guard let first = phrase.words.first else { continue }
            if first.isStem {
                byStem[first.text, default: []].append(phrase)
                longestStem = max(longestStem, first.text.count)
            } else {
                byWord[first.text, default: []].append(phrase)
            }
        }
    }

    /// The phrases that occur in a text.
    func phrases(in words: [String]) -> Set<CuePhrase> {
        let words = words.map(corrected)
        var found: Set<CuePhrase> = []
        for (place, word) in words.enumerated() {
            for phrase in candidates(word) where phrase.stands(at: place, in: words) { found.insert(phrase) }
        }
        return found
    }

    /// The phrases that begin with a word.
    private func candidates(_ word: String) -> [CuePhrase] {
        var candidates = byWord[word] ?? []
        for length in 2...max(2, longestStem) where length <= word.count {
            candidates += byStem[String(word.prefix(length))] ?? []
        }
        return candidates
    }

    /// The word with two neighbouring letters swapped where only that makes it known; words of 4 to 24 letters.
    private func corrected(_ word: String) -> String {
        guard (4...24).contains(word.count), candidates(word).isEmpty else { return word }
        var letters = Array(word)
        for place in letters.indices.dropLast() where letters[place] != letters[place + 1] {
            letters.swapAt(place, place + 1)
            let swapped = String(letters)
            if byWord[swapped] != nil || (word.count >= 6 && !candidates(swapped).isEmpty) { return swapped }
            letters.swapAt(place, place + 1)
        }
        return word
    }
}
