import AssayCore
import AssayStatistics
import Testing

@Suite("Fitting a calibrator")
struct CalibratorFittingTests {
    private func refusal(
        _ labels: CalibrationLabels,
        _ method: CalibrationCurve.Method = .platt,
        folds: Int = 10
    ) -> AssayError? {
        do throws(AssayError) {
            _ = try CorrectnessCalibrator(fitting: labels, method: method, folds: folds)
            return nil
        } catch { return error }
    }

    @Test("A calibrator says what it was fitted to and how good it is")
    func figures() throws {
        let labels = Labels.ten()
        let calibrator = try CorrectnessCalibrator(fitting: labels, seed: 5)
        let outcomes = labels.labels.map { ScoredOutcome(score: $0.score, isCorrect: $0.isCorrect) }
        let curve = try #require(CalibrationCurve(.platt, fitting: outcomes))
        #expect(calibrator.curve == curve)
        #expect(calibrator.count == 60)
        #expect(calibrator.correct == labels.labels.count { $0.isCorrect })
        #expect(calibrator.votes == 10...10)
        #expect(calibrator.scores == 0.6...1)
        #expect(calibrator.inSample == CalibrationQuality(curve, inSample: outcomes))
        #expect(
            calibrator.crossValidated
                == CalibrationQuality(crossValidating: .platt, outcomes, folds: calibrator.folds, seed: 5)
        )
        #expect(calibrator.event == "the consensus is correct")
    }

    @Test("Ties and answers without a score are left out, and counted")
    func leftOut() throws {
        var labels = Labels.ten(score: .confidence)
        labels.add(Labels.votes(5, 5), isCorrect: true)
        labels.add(Labels.votes(1), isCorrect: true)
        labels.add(VoteTally(horizon: 10), isCorrect: false)
        let calibrator = try CorrectnessCalibrator(fitting: labels)
        #expect(calibrator.count == 60)
        #expect(calibrator.leftOut == 3)
    }

    @Test("Too few labels are refused with what is there and what is needed")
    func tooFew() throws {
        let few = try #require(refusal(Labels.ten(20)))
        #expect(few.code == .tooFewLabels)
        #expect(few.message.hasPrefix("20 labelled answers are too few, "))
        #expect(few.message.hasSuffix("platt needs 30 labels, at least 5 right and 5 wrong"))
        let isotonic = try #require(refusal(Labels.ten(60), .isotonic))
        #expect(
            isotonic.message.contains("isotonic needs 200 labels, at least 10 right and 10 wrong; platt takes fewer")
        )
        #expect(refusal(CalibrationLabels())?.message.hasPrefix("there is no labelled answer: ") == true)
        #expect(refusal(Labels.ten(200), .isotonic) == nil)
    }

    @Test(
        "Labels of one kind are refused",
        arguments: [(true, "all 50 labelled answers are right"), (false, "all 50 labelled answers are wrong")]
    )
    func oneKind(isCorrect: Bool, message: String) throws {
        var labels = CalibrationLabels()
        for leader in 0..<50 { labels.add(Labels.votes(6 + leader % 5, 1), isCorrect: isCorrect) }
        labels.add(Labels.votes(2, 2), isCorrect: !isCorrect)
        let error = try #require(refusal(labels))
        #expect(error.code == .tooFewLabels)
        #expect(error.message.hasPrefix(message))
        #expect(error.message.contains("1 more had no consensus"))
    }

    @Test("Few wrong answers are refused, and a single one never makes a fold of its own")
    func fewOfOneKind() throws {
        var labels = CalibrationLabels()
        for number in 0..<60 { labels.add(Labels.votes(6 + number % 5, 4 - number % 5), isCorrect: number > 3) }
        #expect(refusal(labels)?.message.contains("56 right and 4 wrong") == true)
        labels.add(Labels.votes(6, 4), isCorrect: false)
        #expect(try CorrectnessCalibrator(fitting: labels).folds == 5)
        #expect(refusal(labels, folds: 1)?.code == .invalidArgument)
    }

    @Test("The hash of the data is that of the labels in their order")
    func dataHash() throws {
        let first = try Labels.calibrator()
        #expect(try first.dataSHA256 == Labels.calibrator().dataSHA256)
        #expect(first.dataSHA256.count == 64)
        var labels = CalibrationLabels()
        for label in Labels.ten().labels.reversed() {
            let leader = Int((label.score * 10).rounded())
            labels.add(Labels.votes(leader, 10 - leader), isCorrect: label.isCorrect)
        }
        #expect(try CorrectnessCalibrator(fitting: labels).dataSHA256 != first.dataSHA256)
    }
}
