/// Words that speak for a kind of task when all of them occur.
struct TaskCue {
    /// How much they say; 1 alone makes the task as likely as not.
    let weight: Double
    /// Groups of phrases; of each group one must occur.
    let groups: [[CuePhrase]]

    /// Reads a line such as `1.5 {make} + unit test*`: a weight, then groups joined by `+`, each a phrase or the name of a
    /// word list.
    init(_ line: Substring, lists: [String: [CuePhrase]]) {
        let parts = line.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let weight = Double(parts[0]) else {
            preconditionFailure("a cue is a weight and its phrases: \(line)")
        }
        self.weight = weight
        groups = parts[1].split(separator: "+").map { group in
            let text = group.drop { $0 == " " }
            let name = String(text.reversed().drop { $0 == " " }.reversed())
            return lists[name] ?? [CuePhrase(name)]
        }
    }
}
