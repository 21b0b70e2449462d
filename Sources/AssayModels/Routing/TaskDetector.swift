/// Says what a prompt wants done, by the words people use for it.
///
/// Each kind of task has weighted cues; the evidence `e` for a kind is the sum of the weights of the cues that occur, each
/// counted once however often, and its confidence is `e / (e + 1)`. Nothing is inferred from parts of words, and a prompt
/// without strong cues is ``TaskType/general``. The cues know English, German, and the common words of French and Spanish; a
/// word with two neighbouring letters swapped is understood.
///
/// It knows words, not meaning: of 428 prompts the cues were tuned on it recognises 90 in 100, of 48 that were written
/// afterwards, most without naming what they want, 31 in 100, and calls most others general. Callers who know the task say so.
///
/// The confidence is a score that orders the kinds, not a frequency of being right.
public struct TaskDetector: Sendable {
    /// Creates a detector.
    public init() {}

    /// Judges a prompt, in time linear in its length.
    public func estimate(_ prompt: String) -> TaskEstimate {
        let found = Self.book.phrases(in: PromptWords(prompt).words)
        var evidence: [TaskType: Double] = [:]
        for (task, cues) in Self.cues {
            evidence[task] = cues.reduce(0) { sum, cue in
                cue.groups.allSatisfy { $0.contains(where: found.contains) } ? sum + cue.weight : sum
            }
        }
        return TaskEstimate(evidence: evidence)
    }

    private static let cues: [TaskType: [TaskCue]] = {
        let lists = TaskCues.lists.mapValues { text in text.split(separator: ",").map { CuePhrase(String($0)) } }
        return TaskCues.all.mapValues { text in
            text.split(separator: "\n").map { TaskCue($0, lists: lists) }
        }
    }()

    private static let book = PhraseBook(cues.values.flatMap { $0.flatMap { $0.groups.flatMap(\.self) } })
}
