import AssayCore
import AssayStatistics
import Testing

@Suite("assay calibrate, and calibrators of other commands")
struct CalibrateTests {
    private static let words = ["calibrate", "Examples/Data/gsm8k.csv"]

    /// A table of 60 questions with six votes each; the more agree, the more often the answer is right.
    private static let table: String =
        "item,gold,a0,a1,a2,a3,a4,a5\n"
        + (0..<60).map { question in
            let agreeing = 4 + question % 3
            let votes = (0..<6).map { $0 < agreeing ? "1" : "3" }.joined(separator: ",")
            return "\(question),\(question % 7 < agreeing - 1 ? 1 : 2),\(votes)\n"
        }.joined()

    private static func calibrated(_ words: [String] = []) async throws -> (Workplace, CorrectnessCalibrator) {
        let place = try Workplace()
        try place.folder.write("labels.csv", table)
        let result = try await place.assay(["calibrate", "labels.csv", "--out", "c.json", "--json"] + words)
        try #require(result.code == 0, "\(result.errors)")
        return (place, try CorrectnessCalibrator(decoding: result.json))
    }

    @Test("Forty answers to 38 questions make a calibrator, which a person can read and a file can hold")
    func example() async throws {
        let place = try Workplace(hasPlugins: false)
        let result = try await place.assay(Self.words + ["--out", "c.json"])
        #expect(result.code == 0)
        #expect(result.output.contains("labels         38, 32 of them right\n"))
        #expect(result.output.contains("applies to     answers of any tool with 38 to 40 votes\n"))
        let calibrator = try CorrectnessCalibrator(decoding: Value(json: place.folder.text("c.json")))
        #expect(result.output.hasSuffix("calibrator     \(calibrator.sha256)\n"))
        let json = try await place.assay(Self.words + ["--json"])
        #expect(try json.json == calibrator.document)
        let again = try await place.assay(Self.words + ["--seed", "3", "--folds", "4", "--json"])
        #expect(try again.json["parameters"] == calibrator.document["parameters"])
        #expect(try again.json["cross_validated"]?["folds"] == 4)
        #expect(try again.json["cross_validated"] != calibrator.document["cross_validated"])
    }

    @Test("Without --out nothing is written, and that is said")
    func notWritten() async throws {
        let place = try Workplace(hasPlugins: false)
        let result = try await place.assay(Self.words)
        #expect(result.code == 0)
        #expect(result.errors == "not written: --out FILE keeps it\n")
        #expect(place.folder.names == ["Examples"])
    }

    @Test("Method, score, tool and horizon are those that were asked for")
    func options() async throws {
        let place = try Workplace(hasPlugins: false)
        let result = try await place.assay(
            Self.words + ["--score", "confidence", "--tool", "phi", "--horizon", "20", "--field", "answer", "--json"]
        )
        let document = try result.json
        #expect(document["score"] == "confidence")
        #expect(document["tool"] == ["name": "phi", "version": .null])
        #expect(document["fields"] == ["answer"])
        #expect(document["votes"]?["max"] == 20)
    }

    @Test("Labels of workers take their truth from a file")
    func long() async throws {
        let place = try Workplace(hasPlugins: false)
        let truth = ["--truth", "Examples/Data/bluebird-truth.csv"]
        let result = try await place.assay(["calibrate", "Examples/Data/bluebird.csv", "--json"] + truth)
        #expect(try result.json["n"] == 108)
        #expect(try result.json["votes"] == ["min": 39, "max": 39])
        let unlabelled = try await place.assay(["calibrate", "Examples/Data/bluebird.csv"])
        #expect(unlabelled.code == 6)
        #expect(unlabelled.errors.hasPrefix("assay: there is no labelled answer: platt needs 30 labels"))
    }

    @Test("Too few labels, and labels all alike, end with exit code 6 and say what is needed")
    func tooFew() async throws {
        let place = try Workplace(hasPlugins: false)
        let isotonic = try await place.assay(Self.words + ["--method", "isotonic", "--out", "c.json"])
        #expect(isotonic.code == 6)
        #expect(
            isotonic.errors.contains("isotonic needs 200 labels, at least 10 right and 10 wrong; platt takes fewer")
        )
        #expect(!place.folder.exists("c.json"))
        try place.folder.write("same.csv", "item,gold,a0\n" + (0..<40).map { "\($0),x,x\n" }.joined())
        let same = try await place.assay(["calibrate", "same.csv", "--json"])
        #expect(same.code == 6)
        #expect(try same.json["error"]?["code"] == "too_few_labels")
        #expect(same.errors.contains("all 40 labelled answers are right, so there is nothing to tell apart"))
    }

    @Test(
        "Command lines that cannot be meant are refused",
        arguments: [
            ([], "a FILE of labelled answers is needed, or --bundles"),
            (["a.csv", "--method", "beta"], "--method must be platt, isotonic"),
            (["a.csv", "--score", "x"], "--score must be majority_share, pair_agreement, confidence"),
            (["a.csv", "--bundles", "l.jsonl"], "--bundles stands in place of FILE"),
            (["--bundles", "l.jsonl", "--horizon", "3"], "--bundles stands in place of FILE"),
            (["a.csv", "--folds", "0"], "--folds must be from 1 to 1000"),
            (["Examples/Data/gsm8k.csv", "--folds", "1"], "folds must be at least 2"),
            (["Examples/Data/michelson.csv"], "a calibrator takes answers that are equal or not"),
        ]
    )
    func usage(words: [String], message: String) async throws {
        let result = try await Workplace(hasPlugins: false).assay(["calibrate"] + words)
        #expect(result.code == 64)
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test("A run with a calibrator says how probably its answer is correct, and so do show and verify")
    func run() async throws {
        let (place, calibrator) = try await Self.calibrated()
        let run = try Workplace.probe("coin") + ["--k", "6", "--stop", "never", "--seeds", "1,2,4,5,6,3"]
        let result = try await place.assay(run + ["--calibrator", "c.json", "--out", "b.json"])
        #expect(result.code == 0)
        let expected = try #require(calibrator.curve.probability(5.0 / 6))
        let bundle = try EvidenceBundle(decoding: Value(json: place.folder.text("b.json")))
        #expect(bundle.summary.correctness.value == expected)
        #expect(bundle.summary.correctnessSource?.calibratorSHA256 == calibrator.sha256)
        #expect(result.output.contains("that the consensus is correct (95 % "))
        let shown = try await place.assay(["show", "b.json"])
        #expect(shown.output.contains("by calibrator \(calibrator.sha256.prefix(12))"))
        let plugin = ["--trust", "--plugin", try Installation.probe()]
        #expect(try await place.assay(["verify", "b.json"] + plugin).code == 0)
        let extended = try await place.assay(
            ["extend", "b.json", "--k", "1", "--seeds", "8", "--stop", "never", "--json"] + plugin
        )
        #expect(
            try extended.json["summary"]?["correctness_reason"]
                == "the calibrator is for answers with 6 votes, and this one has 7"
        )
    }

    @Test("show gives a stored bundle a probability without changing the file")
    func show() async throws {
        let (place, calibrator) = try await Self.calibrated()
        let run = try Workplace.probe("coin") + ["--k", "6", "--stop", "never", "--seeds", "1,2,4,5,6,3"]
        _ = try await place.assay(run + ["--out", "b.json"])
        let before = try place.folder.text("b.json")
        let plain = try await place.assay(["show", "b.json"])
        #expect(!plain.output.contains("correctness"))
        let shown = try await place.assay(["show", "b.json", "--calibrator", "c.json", "--json"])
        #expect(try shown.json["summary"]?["correctness"]?.double == calibrator.curve.probability(5.0 / 6))
        #expect(try shown.json["meta"]?["calibrator"] == calibrator.document)
        #expect(try place.folder.text("b.json") == before)
    }

    @Test("analyze gives every item a probability, and checks them where the truth is known")
    func analyze() async throws {
        let (place, calibrator) = try await Self.calibrated()
        let words = ["analyze", "labels.csv", "--calibrator", "c.json", "--by", "item", "--json"]
        let document = try await place.assay(words).json
        let figures = try #require(document["correctness"])
        #expect(figures["n_estimated"] == 60)
        #expect(figures["calibrator"] == .string(calibrator.sha256))
        #expect(isClose(figures["ece10"]?.double, calibrator.inSample.expectedError))
        #expect(isClose(figures["auroc"]?.double, calibrator.inSample.auroc))
        #expect(document["by"]?[2]?["correctness"]?.double == calibrator.curve.probability(1))
        let table = try await place.assay(Array(words.dropLast(3)))
        #expect(table.output.contains("that the consensus is correct, over 60 items; undefined for 0"))
        let other = try await place.assay(["analyze", "Examples/Data/gsm8k.csv", "--calibrator", "c.json", "--json"])
        #expect(try other.json["correctness"]?["n_undefined"] == 38)
        #expect(try other.json["correctness"]?["mean"] == .null)
        let numbers = try await place.assay(["analyze", "Examples/Data/michelson.csv", "--calibrator", "c.json"])
        #expect(numbers.code == 64)
    }

    @Test("A calibrator that is no calibrator, or was changed, is refused with its file")
    func damaged() async throws {
        let (place, _) = try await Self.calibrated()
        let text = try place.folder.text("c.json")
        try place.folder.write("changed.json", text.replacing("\"n\":60", with: "\"n\":900"))
        try place.folder.write("other.json", "{\"schema\":\"assay.evidence/1\"}")
        try place.folder.write("broken.json", "{")
        for (file, message) in [
            ("changed.json", "changed.json: calibrator.sha256 must be that of the contents"),
            ("other.json", "other.json: calibrator.schema must be assay.calibrator/1"),
            ("broken.json", "broken.json: "), ("absent.json", "absent.json cannot be read"),
        ] {
            let result = try await place.assay(["analyze", "labels.csv", "--calibrator", file])
            #expect(result.code == 2)
            #expect(result.errors.contains(message), "\(result.errors)")
        }
    }
}

private func isClose(_ value: Double?, _ expected: Double) -> Bool { value.map { abs($0 - expected) < 1e-12 } ?? false }
