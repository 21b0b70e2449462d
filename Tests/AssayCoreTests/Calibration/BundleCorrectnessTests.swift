import AssayCore
import AssayStatistics
import Testing

@Suite("The probability that a consensus is correct")
struct BundleCorrectnessTests {
    private func bundle(
        _ answers: [Value?],
        _ calibrator: CorrectnessCalibrator?,
        schema: Value? = nil
    ) throws -> EvidenceBundle {
        try Bundles.bundle(answers, options: BundleOptions(outputSchema: schema, calibrator: calibrator))
    }

    private func reason(
        _ answers: [Value?],
        _ calibrator: CorrectnessCalibrator,
        schema: Value? = nil
    ) throws -> String? {
        let summary = try bundle(answers, calibrator, schema: schema).summary
        #expect(summary.correctness.value == nil)
        #expect(summary.correctnessSource?.interval == nil)
        return summary.correctness.reason
    }

    @Test("With a calibrator that fits, the summary has it with event, source and interval")
    func value() throws {
        let calibrator = try Labels.calibrator()
        let summary = try bundle(Labels.answers(8), calibrator).summary
        #expect(summary.correctness.value == calibrator.curve.probability(0.8))
        let source = try #require(summary.correctnessSource)
        #expect(source.event == "the consensus is correct")
        #expect(source.calibratorSHA256 == calibrator.sha256)
        let ends = try #require(calibrator.curve.interval(0.8))
        #expect(source.interval?.low == ends.low && source.interval?.high == ends.high)
    }

    @Test("A step curve has no interval")
    func stepCurve() throws {
        let calibrator = try CorrectnessCalibrator(fitting: Labels.ten(250), method: .isotonic)
        let summary = try bundle(Labels.answers(8), calibrator).summary
        #expect(summary.correctness.value != nil)
        #expect(summary.correctnessSource != nil)
        #expect(summary.correctnessSource?.interval == nil)
    }

    @Test("The weakest field speaks for the answer, or the fields the labels were about")
    func fields() throws {
        let answers = (0..<10).map { Value?.some(["a": Value($0 < 7 ? 1 : 2), "b": Value($0 < 9 ? 1 : 2)]) }
        let every = try Labels.calibrator()
        #expect(try bundle(answers, every).summary.correctness.value == every.curve.probability(0.7))
        let one = try Labels.calibrator(fields: ["b"])
        let summary = try bundle(answers, one).summary
        #expect(summary.correctness.value == one.curve.probability(0.9))
        #expect(summary.correctnessSource?.event == "the consensus is correct in b")
        let reason = try reason(answers, Labels.calibrator(fields: ["b", "c"]))
        #expect(reason == "the calibrator is about the field c, which is not in most answers")
    }

    @Test("Scores of each kind are read off the votes")
    func scores() throws {
        let shares: [(CorrectnessScore, Double?)] = [
            (.majorityShare, 0.8), (.pairAgreement, Confidence.pairwiseAgreement(counts: [8, 2])),
            (.confidence, Confidence.modalAnswer(leader: 8, runnerUp: 2)),
        ]
        for (score, value) in shares {
            let calibrator = try Labels.calibrator(score: score)
            let expected = calibrator.curve.probability(try #require(value))
            #expect(try bundle(Labels.answers(8), calibrator).summary.correctness.value == expected)
            #expect(calibrator.correctness(of: Labels.votes(8, 2)).value == expected)
        }
    }

    @Test("A measurement is judged by confidence and by nothing else")
    func measurement() throws {
        let answers = (0..<10).map { Value?.some(.number(100.5 + Double($0 % 3) * 5)) }
        #expect(try reason(answers, Labels.calibrator())?.contains("a measurement has no votes") == true)
        let confidence = try #require(bundle(answers, nil).summary.confidence.value)
        let calibrator = try Labels.calibrator(score: .confidence)
        #expect(calibrator.scores.contains(confidence))
        #expect(try bundle(answers, calibrator).summary.correctness.value == calibrator.curve.probability(confidence))
    }

    @Test("A calibrator that does not fit gives no number but a reason")
    func doesNotFit() throws {
        let any = try Labels.calibrator()
        #expect(
            try reason(Answers.votes(4, 1), any) == "the calibrator is for answers with 10 votes, and this one has 5"
        )
        #expect(try reason(Answers.votes(5, 5), any) == "there is no consensus: a field is tied")
        #expect(
            try reason(Answers.votes(4, 3, 3), any)
                == "majority_share 0.4 is outside the calibrator's labels, 0.6 to 1.0"
        )
        #expect(try reason([Answers.failed, Answers.failed], any) == "no valid replicate")
        let other = try Labels.calibrator(tool: CorrectnessCalibrator.Tool(name: "oracle"))
        #expect(try reason(Labels.answers(8), other) == "the calibrator is for the tool oracle, and this one is sorter")
        let older = try Labels.calibrator(tool: CorrectnessCalibrator.Tool(name: "sorter", version: "1.1.0"))
        #expect(try reason(Labels.answers(8), older) == "the calibrator is for sorter 1.1.0, and this one is 1.2.0")
        let ignored: Value = ["x-assay": ["role": "ignore"]]
        #expect(try reason(Labels.answers(8), any, schema: ignored) == "no field with weight is in most answers")
    }

    @Test("A calibrator of any version of the tool fits")
    func anyVersion() throws {
        let calibrator = try Labels.calibrator(tool: CorrectnessCalibrator.Tool(name: "sorter"))
        #expect(try bundle(Labels.answers(8), calibrator).summary.correctness.value != nil)
        #expect(calibrator.correctness(of: Labels.votes(8, 2)).value != nil)
        #expect(calibrator.correctness(of: Labels.votes(8, 2), by: .init(name: "other")).value == nil)
    }

    @Test("Without a calibrator the document has none of its members")
    func withoutCalibrator() throws {
        let plain = try bundle(Labels.answers(8), nil)
        #expect(plain.summary.correctnessSource == nil)
        #expect(!plain.json.contains("calibrator\":"))
        #expect(!plain.json.contains("correctness_event"))
    }

    @Test("The calibrator is part of the evidence: another one, another digest, and the document is read again")
    func identity() throws {
        let (first, second) = (try Labels.calibrator(), try Labels.calibrator(score: .pairAgreement))
        let bundles = try [nil, first, second].map { try bundle(Labels.answers(8), $0) }
        #expect(Set(bundles.map(\.digest)).count == 3)
        let read = try EvidenceBundle(decoding: Value(json: bundles[1].json))
        #expect(read == bundles[1])
        #expect(read.meta.calibrator == first)
        #expect(try bundles[0].calibrated(by: first) == bundles[1])
        #expect(try bundles[2].calibrated(by: first).digest == bundles[1].digest)
    }

    @Test("A number or a calibrator that was changed in the document is found out")
    func changed() throws {
        let text = try bundle(Labels.answers(8), Labels.calibrator()).json
        let document = try Value(json: text)
        let value = try #require(document["summary"]?["correctness"]).canonicalJSON
        let count = #""n":60,"#
        #expect(text.contains(count))
        for (old, new) in [("\"correctness\":\(value)", "\"correctness\":0.99"), (count, #""n":6000,"#)] {
            let forged = try Value(json: text.replacing(old, with: new))
            #expect(forged != document)
            let error = #expect(throws: AssayError.self) { try EvidenceBundle(decoding: forged) }
            #expect(error?.code == .invalidBundle)
        }
    }
}
