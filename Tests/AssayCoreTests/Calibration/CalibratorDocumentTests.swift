import AssayCore
import AssayStatistics
import Testing

@Suite("Calibrators as documents")
struct CalibratorDocumentTests {
    private static func calibrators() throws -> [CorrectnessCalibrator] {
        [
            try Labels.calibrator(),
            try Labels.calibrator(
                score: .confidence,
                fields: ["verdict", "sizes[2]"],
                tool: CorrectnessCalibrator.Tool(name: "judge", version: "2.1")
            ),
            try CorrectnessCalibrator(fitting: Labels.ten(250, score: .pairAgreement), method: .isotonic, seed: .max),
        ]
    }

    private func refusal(_ document: Value) -> AssayError? {
        do throws(AssayError) {
            _ = try CorrectnessCalibrator(decoding: document)
            return nil
        } catch { return error }
    }

    private func changed(_ document: Value, _ change: (inout Object) -> Void) throws -> Value {
        var object = try #require(document.object)
        change(&object)
        return .object(object)
    }

    @Test("What is written is read again, through text as well")
    func roundTrip() throws {
        for calibrator in try Self.calibrators() {
            let text = calibrator.document.canonicalJSON
            let read = try CorrectnessCalibrator(decoding: Value(json: text))
            #expect(read == calibrator)
            #expect(read.sha256 == calibrator.sha256)
            #expect(read.document.canonicalJSON == text)
        }
    }

    @Test("The members of a calibrator")
    func members() throws {
        let document = try Self.calibrators()[1].document
        #expect(
            document.object?.keys.sorted() == [
                "cross_validated", "data_sha256", "event", "fields", "in_sample", "method", "n", "n_correct",
                "n_left_out", "parameters", "schema", "score", "score_range", "sha256", "tool", "votes",
            ]
        )
        #expect(document["event"] == "the consensus is correct in verdict, sizes[2]")
        #expect(document["tool"] == ["name": "judge", "version": "2.1"])
        #expect(document["votes"] == ["min": 10, "max": 10])
        #expect(document["in_sample"]?.object?.keys.sorted() == ["auroc", "brier", "ece10"])
    }

    @Test("A document that lacks a member, or has another one, is refused by its name")
    func missingAndUnknown() throws {
        for calibrator in try Self.calibrators() {
            let document = calibrator.document
            for key in try #require(document.object).keys {
                let error = try #require(refusal(changed(document) { $0[key] = Value?.none }), "without \(key)")
                #expect(error.code == .invalidCalibrator)
                // Without its fields or its tool a calibrator would be another one, which the rest gives away.
                let isOptional = ["fields", "tool"].contains(key)
                #expect(error.message.hasPrefix(isOptional ? "calibrator." : "calibrator.\(key)"), "\(error.message)")
            }
            let error = try #require(refusal(changed(document) { $0["note"] = "mine" }))
            #expect(error.message == "calibrator.note must be absent: it is not known")
        }
    }

    @Test("A document that was changed is refused")
    func changes() throws {
        let document = try Self.calibrators()[0].document
        let changes: [(String, Value, String)] = [
            ("schema", "assay.calibrator/2", "another format or version"), ("method", "beta", "platt or isotonic"),
            ("score", "hope", "majority_share or pair_agreement or confidence"), ("n", 61, "the document was changed"),
            ("event", "the answer is nice", "calibrator.event"), ("fields", [1], "an array of strings"),
            ("votes", ["min": 9, "max": 3], "calibrator.votes.min must be at most max"),
            ("votes", ["min": 10, "max": 10, "mean": 10], "calibrator.votes"),
            ("parameters", ["slope": 2, "intercept": 0], "calibrator.parameters"),
            ("parameters", ["slope": 2, "intercept": 0, "covariance": [1, 2]], "three numbers"),
            ("parameters", ["slope": 2, "intercept": 0, "covariance": [-1, 0, 2]], "three numbers"),
            ("in_sample", ["ece10": 2, "brier": 0, "auroc": 1], "figures from 0 to 1"),
            ("data_sha256", "0", "the document was changed"), ("tool", ["version": "1"], "calibrator.tool.name"),
        ]
        for (key, value, message) in changes {
            let error = try #require(refusal(changed(document) { $0[key] = value }), "\(key)")
            #expect(error.code == .invalidCalibrator)
            #expect(error.message.contains(message), "\(key): \(error.message)")
        }
        #expect(refusal([])?.message == "calibrator must be an object")
    }

    @Test("A step curve that falls, or has lists of two lengths, is refused")
    func brokenSteps() throws {
        let document = try Self.calibrators()[2].document
        for parameters: Value in [
            ["scores": [0.1, 0.2], "probabilities": [0.5, 0.4]], ["scores": [0.1], "probabilities": [0.5, 0.6]],
            ["scores": [], "probabilities": []], ["scores": ["a"], "probabilities": [0.5]],
        ] {
            let error = try #require(refusal(changed(document) { $0["parameters"] = parameters }))
            #expect(error.message.hasPrefix("calibrator.parameters"))
        }
    }
}
