import AssayModels
import Testing

struct ModelScoresTests {
    @Test(
        "Scores at tasks follow from reasoning and coding (S0-20)",
        arguments: [
            (TaskType.codeGeneration, 90.0), (.debugging, 78), (.architecturalDesign, 69), (.documentation, 48),
            (.testing, 75), (.dataAnalysis, 60), (.general, 75), (.reasoning, 60),
        ]
    )
    func derived(_ task: TaskType, _ expected: Double) throws {
        let score = try #require(ModelScores(reasoning: 60, coding: 90).score(for: task))
        #expect(abs(score - expected) < 1e-9)
    }

    @Test("A score that is missing makes the tasks that need it unknown, and no others")
    func missing() {
        let scores = ModelScores(coding: 90)
        #expect(scores.score(for: .codeGeneration) == 90)
        #expect(scores.score(for: .reasoning) == nil)
        #expect(scores.score(for: .debugging) == nil)
    }

    @Test("A model sees or it does not")
    func vision() {
        #expect(SampleModels.model("a", strong: nil).score(for: .vision) == 100)
        #expect(SampleModels.model("a", features: []).score(for: .vision) == 0)
    }

    @Test("Strong reasoners and coders have 85 points or more; unknown is not strong")
    func strong() {
        #expect(SampleModels.model("a", strong: 85).isStrongReasoner)
        #expect(SampleModels.model("a", strong: 85).isCodeSpecialist)
        #expect(!SampleModels.model("a", strong: 84.9).isStrongReasoner)
        #expect(!SampleModels.model("a", strong: nil).isCodeSpecialist)
    }
}
