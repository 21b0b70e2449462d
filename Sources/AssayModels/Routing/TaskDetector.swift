/// Says what a prompt wants done, by the words people use for it.
///
/// Each kind of task has a logistic regression over what shows in a prompt: its words, pairs of neighbouring words, classes of
/// words that mean alike, what it begins with, and whether there is code, a formula or a stack trace. Several kinds may apply
/// at once, and a prompt of which none is likely is ``TaskType/general``. Nothing is inferred from parts of words. The weights
/// come with the package; they were fitted to 1,937 prompts in English, with some in German, French and Spanish, by
/// `Benchmarks/tasks.sh`. A word with two neighbouring letters swapped is understood.
///
/// A confidence is calibrated: of kinds that are said to be likely to 0.8, about 8 in 10 apply to prompts such as those. It knows
/// words, not meaning, so other people's prompts may be harder. Callers who know the task say so.
public struct TaskDetector: Sendable {
    /// Creates a detector.
    public init() {}

    /// Judges a prompt, in time linear in its length.
    public func estimate(_ prompt: String) -> TaskEstimate { Self.model.estimate(PromptCues(prompt, Self.book)) }

    private static let book = PhraseBook(TaskLexicon.classes)
    private static let model = TaskModel()
}
