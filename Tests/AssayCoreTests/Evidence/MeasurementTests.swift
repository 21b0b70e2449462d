import AssayCore
import Testing

/// Expected probabilities were computed with 40 digits from the definitions.
@Suite("Measurements")
struct MeasurementTests {
    @Test(
        "Confidence is the t posterior of the mean lying within 5 % of the long-run mean",
        arguments: [
            ([1.5, 1.75, 1.25], 0.34488074935770630752), ([9.5, 10.5, 10, 10.25], 0.9003111590432335087),
        ] as [([Double], Double)]
    )
    func confidence(values: [Double], expected: Double) throws {
        let summary = try Answers.summary(values.map { .number($0) })
        #expect(isClose(summary.confidence.value, expected, within: 1e-11))
        #expect(try summary.field("$").role == .measurement)
    }

    @Test(
        "Stability is the chance that the mean of all K stays within 5 % of the mean so far",
        arguments: [
            ([1.5, 1.75, 1.25], 0.40209034644789325798), ([9.5, 10.5, 10, 10.25], 0.94424794133535423374),
        ] as [([Double], Double)]
    )
    func stability(values: [Double], expected: Double) throws {
        let summary = try Answers.summary(values.map { .number($0) }, k: 10)
        #expect(isClose(summary.stability.value, expected, within: 1e-11))
    }

    @Test("With all replicates in, the mean stays where it is")
    func complete() throws {
        #expect(try Answers.summary([1.5, 1.75, 1.25]).stability.value == 1)
    }

    @Test("Below three values a measurement has neither confidence nor stability, but reasons")
    func tooFew() throws {
        for values in [[1.5], [1.5, 2.5], [1.5, 2.5, Answers.failed]] as [[Value?]] {
            let summary = try Answers.summary(values, k: 5)
            #expect(summary.confidence.value == nil)
            #expect(summary.confidence.reason?.contains("3 values") == true)
            #expect(summary.stability.value == nil)
            #expect(summary.stability.reason?.isEmpty == false)
        }
    }

    @Test("Without scatter the mean is certain")
    func noScatter() throws {
        let summary = try Answers.summary([1.5, 1.5, 1.5], k: 10)
        #expect(summary.confidence.value == 1)
        #expect(summary.stability.value == 1)
        #expect(summary.consensus == 1.5)
    }

    @Test("A mean of 0 is within no relative tolerance of anything")
    func meanZero() throws {
        let summary = try Answers.summary([-0.5, 0.5, 0])
        #expect(summary.confidence.value == 0)
        #expect(summary.consensus == 0)
    }

    @Test("The consensus is the median, beside it stands the mean")
    func medianAndMean() throws {
        let field = try Answers.summary([1.5, 2.5, 9.5]).field("$")
        #expect(field.consensus == 2.5)
        #expect(field.mean == 4.5)
        #expect(field.votes == 3)
        #expect(!field.tied)
        #expect(try Answers.summary([1.5, 2.5, 3.5, 9.5]).consensus == 3)
    }

    @Test("A constant column contributes nothing to the distance")
    func constantColumn() throws {
        let answers: [Value?] = [["x": 2.5, "y": 10.5], ["x": 2.5, "y": 21]]
        #expect(isClose(try Answers.summary(answers).matrix()[0][1], 0.25))
    }

    @Test("Values within tolerance of a neighbour are one class, the others stand apart")
    func classes() throws {
        let summary = try Answers.summary([10.1, 20.5, 10.3, 10.2])
        let disagreement = try #require(summary.disagreement("$"))
        #expect(disagreement.classes.map(\.count) == [3, 1])
        #expect(disagreement.classes.map(\.value) == [10.2, 20.5])
        #expect(disagreement.classes.map(\.replicateIDs) == [["r1", "r3", "r4"], ["r2"]])
    }

    @Test("A chain of neighbours is one class")
    func chain() throws {
        #expect(try Answers.summary([10.1, 10.5, 10.9, 11.3]).field("$").distinct == 1)
    }

    @Test("Numbers of both signs are never one class for being close to each other in size")
    func signs() throws {
        #expect(try Answers.summary([-1.01, 1.01, 1.02]).field("$").distinct == 2)
    }
}

@Suite("Distributions of numeric fields")
struct DistributionTests {
    @Test("Centre, spread, quantiles of type 7 and the interval of the mean")
    func values() throws {
        let distribution = try #require(try Answers.summary([9.5, 10.5, 10, 10.25]).distributions.first)
        #expect(distribution.field == "$")
        #expect(distribution.count == 4)
        #expect(distribution.mean == 10.0625)
        #expect(isClose(distribution.standardDeviation, 0.42695628191498326597))
        #expect(distribution.minimum == 9.5)
        #expect(distribution.maximum == 10.5)
        #expect(isClose(distribution.quantiles.q05, 9.575))
        #expect(isClose(distribution.quantiles.q25, 9.875))
        #expect(isClose(distribution.quantiles.q50, 10.125))
        #expect(isClose(distribution.quantiles.q75, 10.3125))
        #expect(isClose(distribution.quantiles.q95, 10.4625))
        #expect(isClose(distribution.meanInterval?.low, 9.383117279050996, within: 1e-9))
        #expect(isClose(distribution.meanInterval?.high, 10.741882720949004, within: 1e-9))
    }

    @Test("One value has no spread and no interval")
    func singleValue() throws {
        let distribution = try #require(try Answers.summary([2.5]).distributions.first)
        #expect(distribution.standardDeviation == nil)
        #expect(distribution.meanInterval == nil)
        #expect(distribution.quantiles.q05 == 2.5)
        #expect(distribution.quantiles.q95 == 2.5)
    }

    @Test("Integers that are keys have a distribution, words and mixed fields have none")
    func whichFields() throws {
        let answers: [Value?] = [["n": 1, "s": "a", "m": 1], ["n": 3, "s": "b", "m": "x"]]
        #expect(try Answers.summary(answers).distributions.map(\.field) == ["n"])
    }

    @Test("Absent values are left out of a distribution")
    func absent() throws {
        let distribution = try #require(try Answers.summary([["n": 1], [:], ["n": 3]]).distributions.first)
        #expect(distribution.count == 2)
        #expect(distribution.mean == 2)
    }
}
