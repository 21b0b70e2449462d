import AssayStatistics
import Testing

struct UncertaintyTests {
    private static let four: [[Double]] = [
        [1, 0.8, 0.3, 0.1], [0.8, 1, 0.4, 0], [0.3, 0.4, 1, 0.6], [0.1, 0, 0.6, 1],
    ]

    private static func matrix(_ rows: [[Double]]) throws -> SimilarityMatrix {
        try #require(SimilarityMatrix(count: rows.count) { rows[$0][$1] })
    }

    @Test("Model answers have the reference EigV, Deg and Ecc")
    func reference() throws {
        let reference = try Reference().at("text", "gsm8k_phi3mini")
        let measures: [(String, (SimilarityMatrix) -> Double?)] = [
            ("EigV_jaccard", Uncertainty.eigenvalueSum), ("Deg_jaccard", Uncertainty.degree),
            ("Ecc_jaccard_0.9", { Uncertainty.eccentricity($0) }),
            ("jaccard_words", Uncertainty.meanSimilarity),
        ]
        let items = try TestData.lines("gsm8k_phi3mini/texts_first10.jsonl").prefix(5)
        for (index, item) in items.enumerated() {
            let texts = try #require(item["texts"] as? [String]).prefix(10).map { $0 }
            let distances = DistanceMatrix(count: texts.count) { Distance.jaccardWords(texts[$0], texts[$1]) }
            let similarity = try #require(SimilarityMatrix(distances))
            for (name, measure) in measures {
                let expected: [Double] = try reference.at(name, "first5").array()
                #expect(isClose(measure(similarity), expected[index], absolute: 1e-8), "\(name) of item \(index)")
            }
        }
    }

    @Test("A graded example has the values numpy and scipy give")
    func graded() throws {
        let similarity = try Self.matrix(Self.four)
        #expect(isClose(Uncertainty.eigenvalueSum(similarity), 1.9321088119042087, relative: 1e-13))
        #expect(isClose(Uncertainty.degree(similarity), 0.475, relative: 1e-13))
        #expect(isClose(Uncertainty.eccentricity(similarity), 1.414347006252518, relative: 1e-12))
        #expect(isClose(Uncertainty.kernelLanguageEntropy(similarity), 0.978954420851669, relative: 1e-12))
        // The sign lm-polygraph uses.
        let reversed = Uncertainty.kernelLanguageEntropy(similarity, time: -0.3)
        #expect(isClose(reversed, 0.981075109190915, relative: 1e-12))
        #expect(isClose(Uncertainty.meanSimilarity(similarity), 2.2 / 6, relative: 1e-13))
    }

    @Test("On exact match the measures are functions of the counts")
    func exactMatch() throws {
        for counts in [[5], [3, 2], [4, 4, 1], [1, 1, 1, 1, 1, 1], [10, 5, 5, 1]] {
            let classes = counts.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
            let similarity = SimilarityMatrix(classes: classes)
            let (n, m) = (Double(classes.count), Double(counts.count))
            let squares = counts.reduce(0.0) { $0 + Double($1 * $1) } / (n * n)
            #expect(isClose(Uncertainty.eigenvalueSum(similarity), m, absolute: 1e-12))
            #expect(isClose(Uncertainty.degree(similarity), 1 - squares, absolute: 1e-14))
            #expect(isClose(Uncertainty.eccentricity(similarity), (m - 1).squareRoot(), absolute: 1e-6))
            let pairs = try #require(Confidence.pairwiseAgreement(counts: counts))
            #expect(isClose(Uncertainty.meanSimilarity(similarity), pairs, absolute: 1e-14))
        }
    }

    @Test("Kernel entropy is 1 when all answers differ and falls as they come together")
    func kernelEntropy() throws {
        func entropy(_ classes: [Int], time: Double = 0.3) -> Double {
            Uncertainty.kernelLanguageEntropy(SimilarityMatrix(classes: classes), time: time) ?? .nan
        }
        #expect(isClose(entropy([0, 1, 2, 3]), 1))
        #expect(entropy([0, 0, 1, 2]) < 1 && entropy([0, 0, 0, 1]) < entropy([0, 0, 1, 2]))
        #expect(entropy([0, 0, 0, 0]) < entropy([0, 0, 0, 1]))
        // A long time forgets everything inside a class: the entropy is that of the classes.
        #expect(isClose(entropy([0, 0, 0, 0], time: 100), 0, absolute: 1e-12))
        #expect(isClose(entropy([0, 0, 1, 1], time: 100), 0.5, absolute: 1e-12))
        let plain = Uncertainty.kernelLanguageEntropy(SimilarityMatrix(classes: [0, 1]), normalised: false)
        #expect(isClose(plain, naturalLog(2)))
    }

    @Test("The order of the answers does not matter")
    func permutation() throws {
        var generator = SplitMix64(seed: 35)
        let n = 15
        let base = (0..<n).map { _ in (0..<n).map { _ in Double.random(in: 0...1, using: &generator) } }
        let similarity = try Self.matrix(base)
        let order = (0..<n).shuffled(using: &generator)
        let shuffled = try #require(SimilarityMatrix(count: n) { similarity[order[$0], order[$1]] })
        let measures: [(SimilarityMatrix) -> Double?] = [
            Uncertainty.eigenvalueSum, Uncertainty.degree, { Uncertainty.eccentricity($0) },
            { Uncertainty.kernelLanguageEntropy($0) }, Uncertainty.meanSimilarity,
        ]
        for measure in measures {
            #expect(isClose(measure(shuffled), try #require(measure(similarity)), relative: 1e-11))
        }
    }

    @Test("Repeating every answer leaves Deg alone and bounds EigV")
    func duplication() throws {
        let once = try Self.matrix(Self.four)
        let twice = try #require(SimilarityMatrix(count: 8) { Self.four[$0 / 2][$1 / 2] })
        #expect(isClose(Uncertainty.degree(twice), try #require(Uncertainty.degree(once)), relative: 1e-13))
        #expect(
            isClose(Uncertainty.eigenvalueSum(twice), try #require(Uncertainty.eigenvalueSum(once)), relative: 1e-12)
        )
    }

    @Test("What is undefined is nil")
    func undefined() throws {
        let none = SimilarityMatrix(classes: [])
        let single = SimilarityMatrix(classes: [3])
        #expect(Uncertainty.degree(none) == nil && Uncertainty.eigenvalueSum(none) == nil)
        #expect(Uncertainty.eccentricity(none) == nil && Uncertainty.meanSimilarity(single) == nil)
        #expect(Uncertainty.kernelLanguageEntropy(single) == nil)
        #expect(Uncertainty.degree(single) == 0 && isClose(Uncertainty.eigenvalueSum(single), 1))
        #expect(SimilarityMatrix(count: 2) { _, _ in .nan } == nil)
        #expect(SimilarityMatrix(DistanceMatrix(count: 2) { _, _ in nil }) == nil)
        #expect(SimilarityMatrix(count: -1) { _, _ in 0 }?.count == 0)
        let clamped = try #require(SimilarityMatrix(count: 2) { _, _ in 7 })
        #expect(clamped[0, 1] == 1)
        #expect(Uncertainty.kernelLanguageEntropy(clamped, time: .infinity) == nil)
        #expect(Uncertainty.kernelLanguageEntropy(clamped, time: 1e6) != nil)
    }
}
