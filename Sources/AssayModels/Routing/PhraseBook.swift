/// Which classes the words of a text belong to, found by the first word of each phrase.
struct PhraseBook {
    private struct Entry {
        let name: String
        let phrase: CuePhrase
    }

    private var byWord: [String: [Entry]] = [:]
    private var byStem: [String: [Entry]] = [:]
    private var longestStem = 0

    /// Reads classes, one a line: a name, a colon, and phrases between commas.
    init(_ classes: String) {
        for line in classes.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { preconditionFailure("a class is a name, a colon and its phrases: \(line)") }
            for text in parts[1].split(separator: ",") { add(CuePhrase(String(text)), to: String(parts[0])) }
        }
    }

    private mutating func add(_ phrase: CuePhrase, to name: String) {
        guard let first = phrase.words.first else { return }
        let entry = Entry(name: name, phrase: phrase)
        if first.isStem {
            byStem[first.text, default: []].append(entry)
            longestStem = max(longestStem, first.text.count)
        } else {
            byWord[first.text, default: []].append(entry)
        }
    }

    /// The classes of a phrase that begins at a place of a text, each with the words that stand there.
    func classes(at place: Int, in words: [String]) -> [String: String] {
        var found: [String: String] = [:]
        for entry in entries(words[place]) where entry.phrase.stands(at: place, in: words) {
            let text = words[place..<(place + entry.phrase.words.count)].joined(separator: " ")
            if text.count > found[entry.name, default: ""].count { found[entry.name] = text }
        }
        return found
    }

    /// The phrases that may begin with a word.
    private func entries(_ word: String) -> [Entry] {
        var entries = byWord[word] ?? []
        var end = word.startIndex
        var length = 0
        while length < longestStem, end < word.endIndex {
            end = word.index(after: end)
            length += 1
            if length >= 2, let more = byStem[String(word[..<end])] { entries += more }
        }
        return entries
    }

    /// The word with two neighbouring letters swapped where only that makes it known; words of 5 to 24 letters.
    func corrected(_ word: String) -> String {
        guard (5...24).contains(word.count), entries(word).isEmpty else { return word }
        var letters = Array(word)
        for place in letters.indices.dropLast() where letters[place] != letters[place + 1] {
            letters.swapAt(place, place + 1)
            let swapped = String(letters)
            if byWord[swapped] != nil || (letters.count >= 6 && !entries(swapped).isEmpty) { return swapped }
            letters.swapAt(place, place + 1)
        }
        return word
    }
}
