import AssayCore
import AssayStatistics
import Testing

@Suite("Summaries of many replicates")
struct SummaryScaleTests {
    @Test("Up to 1,000 replicates the matrix is written out, above it is condensed")
    func matrixLimit() throws {
        #expect(try Answers.summary(Answers.votes(900, 100)).matrix().count == 1000)
        let condensed = try Answers.summary(Answers.votes(900, 101))
        guard case .condensed(let classes, let distances) = condensed.pairwiseDistance else {
            Issue.record("1,001 replicates must be condensed")
            return
        }
        #expect(classes.count == 1001)
        #expect(classes.prefix(900).allSatisfy { $0 == 0 })
        #expect(classes.suffix(101).allSatisfy { $0 == 1 })
        #expect(distances == [1])
    }

    @Test("Both forms say the same about mean, largest distance and medoid")
    func formsAgree() throws {
        let small = try Answers.summary(Answers.votes(900, 60, 40))
        let large = try Answers.summary(Answers.votes(900, 60, 40) + [Answers.failed])
        #expect(small.medoid == large.medoid)
        let (left, right) = (small.pairwiseDistance.overview, large.pairwiseDistance.overview)
        #expect(isClose(left.mean, try #require(right.mean), within: 1e-9))
        #expect(left.maximum == right.maximum)
        #expect(left.pairs == right.pairs)
        #expect(left.pairs == 1000 * 999 / 2)
    }

    @Test("An invalid replicate has no class in the condensed form (S3-33)")
    func invalid() throws {
        let summary = try Answers.summary(Answers.votes(600, 400) + [Answers.failed])
        guard case .condensed(let classes, _) = summary.pairwiseDistance else {
            Issue.record("1,001 replicates must be condensed")
            return
        }
        #expect(classes.last == Int?.none)
        #expect(classes.dropLast().allSatisfy { $0 != nil })
    }

    @Test("Distances between classes stand row by row in the upper triangle")
    func triangle() throws {
        let answers: [Value?] = [10, 20, 40] + [Value?](repeating: 10, count: 1000)
        let summary = try Answers.summary(answers)
        guard case .condensed(let classes, let distances) = summary.pairwiseDistance else {
            Issue.record("1,003 replicates must be condensed")
            return
        }
        #expect(classes.prefix(3) == [0, 1, 2])
        #expect(distances == [0.5, 0.75, 0.5])
    }

    @Test("10,000 replicates of few answers")
    func manyReplicates() throws {
        var generator = SeededGenerator(seed: 77)
        let answers = RandomAnswers.votes(count: 10_000, using: &generator).map {
            $0.map { ["x": $0, "y": 1] as Value }
        }
        let summary = try Answers.summary(answers)
        let valid = answers.count { $0 != Answers.failed }
        #expect(summary.consensus == ["x": "a", "y": 1])
        #expect(try summary.field("x").present == valid)
        #expect(try summary.field("x").distinct == 4)
        #expect(summary.confidence.value.map { $0 > 0.999999 } == true)
        #expect(summary.stability.value == 1)
        #expect(summary.certificate.isCertified)
        #expect(summary.pairwiseDistance.overview.pairs == valid * (valid - 1) / 2)
    }

    @Test("Above 1,000 different answers all are compared, and only mean, largest and medoid are written")
    func manyAnswers() throws {
        // Every seventh answer occurs a second time.
        var numbers: [Double] = []
        for index in 0..<1400 {
            let number = Double(index * 601 % 1409) / 16 + 100.03125
            numbers += [Double](repeating: number, count: index % 7 == 0 ? 2 : 1)
        }
        let answers: [Value?] = [Answers.failed] + numbers.map { Value.number($0) }
        let summary = try Answers.summary(answers)
        guard case .summary(let mean?, let maximum, let pairs) = summary.pairwiseDistance else {
            Issue.record("so many different answers must be summarised")
            return
        }
        let sums: [Double] = numbers.map { left in
            var sum = 0.0
            for right in numbers { sum += Distance.relative(left, right) }
            return sum
        }
        let least = try #require(sums.min())
        #expect(pairs == numbers.count * (numbers.count - 1) / 2)
        let total: Double = sums.reduce(0, +)
        #expect(abs(mean - total / 2 / Double(pairs)) < 1e-12)
        #expect(maximum == Distance.relative(numbers.min() ?? 0, numbers.max() ?? 0))
        let medoid = try #require(summary.medoid.flatMap { Int($0.dropFirst()) })
        #expect(sums[medoid - 2] < least * (1 + 1e-12))
        let left = "of the distances between \(Set(numbers).count) different answers only mean and largest are given"
        #expect(summary.truncations == [left])
    }

    @Test("So are records of texts, numbers, labels and what is missing")
    func manyRecords() throws {
        var generator = SeededGenerator(seed: 5)
        let answers = (0..<1010).map { index -> Value in
            let letters: [Character] = (0..<5).map { _ in "abcdef".randomElement(using: &generator) ?? "a" }
            let text = String(letters) + "\n"
            var object: Object = ["t": .string(text), "n": .number(Double(index) / 8 + 3)]
            if index % 3 > 0 { object["l"] = .string(index % 5 == 0 ? "x" : "y") }
            return .object(object)
        }
        var (sum, count) = (0.0, 0.0)
        for (place, left) in answers.enumerated() {
            for right in answers[(place + 1)...] {
                var label: Double?
                if let first = left["l"], let second = right["l"] { label = first == second ? 0 : 1 }
                let text = Distance.normalizedLevenshtein(left["t"]?.string ?? "", right["t"]?.string ?? "")
                let number = Distance.relative(left["n"]?.double ?? 0, right["n"]?.double ?? 0)
                sum += Distance.weightedMean([(1, label), (1, number), (1, text)]) ?? .nan
                count += 1
            }
        }
        let overview = try Answers.summary(answers.map(Value?.some)).pairwiseDistance.overview
        #expect(overview.pairs == 1010 * 1009 / 2)
        // Distances of texts are kept in single precision.
        #expect(isClose(overview.mean, sum / count, within: 1e-8))
    }

    @Test("A summary of the first of a million says nothing of the rest, and takes no time for them")
    func farHorizon() throws {
        let summary = try Answers.summary(Answers.votes(3), k: 1_000_000)
        #expect(summary.stability.value.map { $0 > 0.9 && $0 < 1 } == true)
        #expect(isClose(summary.confidence.value, 0.96685449973622631826))
    }
}
