import AssayCore
import AssayStatistics
import Testing

@Suite("Bundles with known truth")
struct LabelledBundleTests {
    /// Adds a bundle and says whether its consensus counted as right; `nil` when it was left out.
    private func verdict(
        _ answers: [Value?],
        truth: Value,
        schema: Value? = nil,
        fields: [String]? = nil
    ) throws -> Bool? {
        var labels = CalibrationLabels(fields: fields)
        try labels.add(Bundles.bundle(answers, options: BundleOptions(outputSchema: schema)), truth: truth)
        return labels.labels.first?.isCorrect
    }

    @Test("Keys are right when they are equal, whatever the order of a set")
    func keys() throws {
        #expect(try verdict(Answers.votes(3, 1), truth: "a") == true)
        #expect(try verdict(Answers.votes(3, 1), truth: "b") == false)
        #expect(try verdict([1, 1, 1], truth: 1.0) == true)
        let set: Value = ["x-assay": ["ordered": false]]
        #expect(try verdict([[1, 2], [2, 1]], truth: [2, 1], schema: set) == true)
        #expect(try verdict([[1, 2], [1, 2]], truth: [2, 1]) == false)
    }

    @Test("A text is right when it is near enough")
    func texts() throws {
        let text = String(repeating: "the cat sat on the mat and looked around ", count: 3)
        #expect(try verdict([.string(text), .string(text)], truth: .string(text + "again")) == true)
        #expect(try verdict([.string(text), .string(text)], truth: .string("no, it was a dog")) == false)
    }

    @Test("A measurement is right within tolerance, if the score has a value for it")
    func measurements() throws {
        for (truth, isRight) in [(Value.number(101), true), (.number(90), false), ("many", false)] {
            var labels = CalibrationLabels(score: .confidence)
            try labels.add(Bundles.bundle([99.5, 100.5, 101.5]), truth: truth)
            #expect(labels.labels.map(\.isCorrect) == [isRight])
        }
        #expect(try verdict([99.5, 100.5, 101.5], truth: 101) == Bool?.none)
    }

    @Test("Every field that counts must be right, or those that are named")
    func fields() throws {
        let answers: [Value?] = [["a": 1, "b": 2, "s": [1, 2]], ["a": 1, "b": 2, "s": [1, 2]]]
        #expect(try verdict(answers, truth: ["a": 1, "b": 2, "s": [1, 2]]) == true)
        #expect(try verdict(answers, truth: ["a": 1, "b": 2, "s": [1, 3]]) == false)
        #expect(try verdict(answers, truth: ["a": 1], fields: ["a"]) == true)
        #expect(try verdict(answers, truth: ["s": [0, 2]], fields: ["s[1]"]) == true)
    }

    @Test("A truth or a bundle that lacks a field is refused")
    func lacking() throws {
        let answers: [Value?] = [["a": 1, "b": 2], ["a": 1, "b": 2]]
        let truth = #expect(throws: AssayError.self) { try verdict(answers, truth: ["a": 1]) }
        #expect(truth?.message.hasPrefix("the truth lacks b, which counts") == true)
        let field = #expect(throws: AssayError.self) { try verdict(answers, truth: ["c": 1], fields: ["c"]) }
        #expect(field?.message == "the bundle has no field c that is compared")
    }

    @Test("A bundle without a consensus is left out")
    func leftOut() throws {
        #expect(try verdict(Answers.votes(2, 2), truth: "a") == Bool?.none)
        var labels = CalibrationLabels()
        try labels.add(Bundles.bundle([Answers.failed, Answers.failed]), truth: "a")
        #expect(labels.leftOut == 1)
        #expect(labels.labels.isEmpty)
    }

    @Test("Bundles of one tool, each once")
    func oneTool() throws {
        var labels = CalibrationLabels()
        try labels.add(Bundles.bundle(Answers.votes(3, 1)), truth: "a")
        #expect(labels.tool == CorrectnessCalibrator.Tool(name: "sorter", version: "1.2.0"))
        let twice = #expect(throws: AssayError.self) {
            try labels.add(Bundles.bundle(Answers.votes(3, 1)), truth: "a")
        }
        #expect(twice?.message == "the bundle is there already, and would count twice")
        try labels.add(Bundles.bundle(Answers.votes(4, 1)), truth: "a")
        #expect(labels.labels.count == 2)
        var others = CalibrationLabels(tool: CorrectnessCalibrator.Tool(name: "oracle", version: "2"))
        let other = #expect(throws: AssayError.self) {
            try others.add(Bundles.bundle(Answers.votes(3, 1)), truth: "a")
        }
        #expect(other?.message == "the bundle is of sorter 1.2.0, the labels are of oracle 2")
    }

    @Test("A calibrator fitted to bundles gives each of them the share of right ones like it")
    func fitted() throws {
        var labels = CalibrationLabels()
        for number in 0..<60 {
            let leader = 6 + number % 5
            let answers = Labels.answers(leader).map { answer -> Value? in
                ["verdict": .orNull(answer), "number": Value(number)]
            }
            try labels.add(
                Bundles.bundle(answers),
                truth: ["verdict": number % 7 < leader - 4 ? "a" : "b", "number": Value(number)]
            )
        }
        let calibrator = try CorrectnessCalibrator(fitting: labels)
        // The same votes as a table has, only the tool is known here.
        #expect(try calibrator.curve == Labels.calibrator().curve)
        #expect(calibrator.tool?.name == "sorter")
        let summary = try Bundles.bundle(Labels.answers(8), options: BundleOptions(calibrator: calibrator)).summary
        #expect(summary.correctness.value == calibrator.curve.probability(0.8))
    }
}
