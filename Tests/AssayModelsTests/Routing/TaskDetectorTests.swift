import AssayCore
import AssayModels
import Foundation
import Testing

struct TaskDetectorTests {
    @Test("Of the prompts the weights were fitted to, at least 93 in 100 are taken for what they are (S0-17)")
    func tuned() throws {
        let tuned = Confusion(try LabelledPrompt.all("prompts-tuned.csv"))
        print("tuned:\n\(tuned.table)")
        #expect(tuned.total >= 1900)
        #expect(tuned.accuracy >= 0.93)
    }

    // The first 48 of prompts-held-out.csv were written before the weights were, the next 92 before most prompts they were fitted
    // to. The other 108 were written when a first set of weights was done, which took 84 of them for what they are; they made
    // plain that more prompts and words were needed. prompts-sealed.csv was written when the present weights were done, and
    // measured once: 89 of 108 right, 77 of the 83 that were named. Keep it so: a prompt because of which anything is changed
    // moves to prompts-tuned.csv, and a new one takes its place.
    @Test(
        "Of prompts the weights were not fitted to, at least 80 in 100 are taken for what they are, and 90 of those named",
        arguments: [("prompts-held-out.csv", 240), ("prompts-sealed.csv", 100)]
    )
    func heldOut(file: String, count: Int) throws {
        let heldOut = Confusion(try LabelledPrompt.all(file))
        print("\(file):\n\(heldOut.table)")
        #expect(heldOut.total >= count)
        #expect(heldOut.accuracy >= 0.8)
        #expect(heldOut.precision >= 0.9)
        #expect(heldOut.calibrationError < 0.05)
    }

    @Test("The prompts nothing was fitted to are none of those it was")
    func separate() throws {
        let tuned = Set(try LabelledPrompt.all("prompts-tuned.csv").map { $0.text.lowercased() })
        for file in ["prompts-held-out.csv", "prompts-sealed.csv"] {
            let others = try LabelledPrompt.all(file).map { $0.text.lowercased() }
            #expect(tuned.isDisjoint(with: others))
            #expect(Set(others).count == others.count)
        }
    }

    @Test("The confidences are those the script found that fitted the weights")
    func script() throws {
        let root = try #require(Bundle.module.resourceURL)
        let data = try Data(contentsOf: root.appendingPathComponent("Data/task-confidences.json"))
        let sample = try #require(try Value(jsonBytes: Array(data)).array)
        #expect(sample.count >= 50)
        for entry in sample {
            let prompt = try #require(entry["prompt"]?.string)
            let confidence = TaskDetector().estimate(prompt).confidence
            for (task, expected) in try #require(entry["confidence"]?.object) {
                let task = try #require(TaskType(rawValue: task))
                #expect(abs((confidence[task] ?? -1) - (expected.double ?? -1)) < 0.002, "\(prompt)")
            }
        }
    }

    @Test(
        "A word inside a word means nothing (S0-17): latest is no test, show is no how, united is no unit",
        arguments: [
            "the latest contest", "show me a showcase", "United Airlines", "prefix and suffix", "photosynthesis",
            "theory of everything", "Bildung ist wichtig", "Show me the latest from the United Kingdom",
        ]
    )
    func wordBoundaries(_ prompt: String) throws {
        let estimate = TaskDetector().estimate(prompt)
        #expect(estimate.primary == .general)
        #expect(try #require(estimate.confidence[.testing]) < 0.1)
        #expect(try #require(estimate.confidence[.reasoning]) < 0.3)
    }

    @Test("What speaks for a kind is named, and nothing where nothing counts")
    func reasons() throws {
        let estimate = TaskDetector().estimate("Write unit tests with mocks for the parser")
        #expect(estimate.primary == .testing)
        let cues = estimate.reasons.filter { $0.task == .testing }.map(\.cue)
        #expect((1...3).contains(cues.count))
        #expect(cues.contains { $0.contains("tests") })
        #expect(estimate.reasons.allSatisfy { $0.weight > 0 })
        #expect(estimate.reasons[0].document["task"] == "testing")
        // They are words of the prompt, which stay out of what is written down (law 9).
        #expect(!estimate.document.canonicalJSON.contains("tests"))
        #expect(estimate == TaskDetector().estimate("Write unit tests with mocks for the parser"))
        #expect(TaskDetector().estimate("How are you?").reasons.isEmpty)
    }

    @Test("The seed's own prompt is for code (S0-18)")
    func seedPrompt() {
        let estimate = TaskDetector().estimate("Write a Python function to calculate the Fibonacci sequence.")
        #expect(estimate.primary == .codeGeneration)
        #expect(!estimate.isGiven)
    }

    @Test("A prompt may want several things, and each has a confidence of its own")
    func several() {
        let estimate = TaskDetector().estimate("Fix the crash in this Python script and write unit tests for it")
        #expect(Set(estimate.tasks) == [.debugging, .testing])
        #expect(Set(estimate.reasons.map(\.task)) == [.debugging, .testing])
        let other = TaskDetector().estimate("Implement a queue in Rust and write unit tests for it")
        #expect(Set(other.tasks) == [.codeGeneration, .testing])
        #expect(estimate.confidence.values.allSatisfy { (0...1).contains($0) })
        #expect(estimate.confidence.count == TaskType.allCases.count)
    }

    @Test(
        "Who is not sure says general",
        arguments: ["", "   ", "hi", "ok thanks", "🙂🙂", "42", "asdf qwer", String(repeating: "x", count: 100_000)]
    )
    func unsure(_ prompt: String) {
        #expect(TaskDetector().estimate(prompt).primary == .general)
        #expect(TaskDetector().estimate(prompt).tasks == [.general])
    }

    @Test("Neighbouring letters that were swapped do not matter")
    func typos() {
        let detector = TaskDetector()
        #expect(detector.estimate("wirte a pyhton fucntion").primary == .codeGeneration)
        #expect(detector.estimate("asseritons for the paresr").primary == .testing)
        #expect(
            detector.estimate("analyse the datsaet").confidence[.dataAnalysis]
                == detector.estimate("analyse the dataset").confidence[.dataAnalysis]
        )
    }

    @Test("What a prompt brings along is not what it wants: fenced code and the middle of a long text")
    func material() throws {
        let detector = TaskDetector()
        let fenced = detector.estimate("Translate the greeting below.\n```\nunit test traceback csv histogram\n```\n")
        #expect(try #require(fenced.confidence[.testing]) < 0.1)
        #expect(try #require(fenced.confidence[.dataAnalysis]) < 0.1)
        let filler = Array(repeating: "lorem ipsum", count: 400).joined(separator: " ")
        #expect(detector.estimate("\(filler) traceback \(filler)").primary == .general)
        #expect(detector.estimate("\(filler) please prove the theorem").primary == .reasoning)
        #expect(detector.estimate("Document this module: \(filler)").primary == .documentation)
    }

    @Test("Saying a word often says no more than saying it once")
    func repetition() {
        let detector = TaskDetector()
        let once = detector.estimate("plot").confidence[.dataAnalysis]
        #expect(detector.estimate("plot plot plot").confidence[.dataAnalysis] == once)
    }

    @Test("The name of an error is a sign of trouble, whatever the language")
    func errorNames() {
        for name in ["TypeError", "NullPointerException", "ZeroDivisionError", "java.lang.IllegalStateException"] {
            #expect(TaskDetector().estimate("I get \(name) in line 4").primary == .debugging)
        }
        #expect(TaskDetector().estimate("Terror").primary == .general)
    }

    @Test("The caller's word is not doubted")
    func given() {
        let estimate = TaskEstimate(given: [.reasoning, .testing])
        #expect(estimate.isGiven)
        #expect(estimate.primary == .reasoning)
        #expect(estimate.tasks == [.reasoning, .testing])
        #expect(estimate.document["confidence"]?["reasoning"] == 1)
    }
}
