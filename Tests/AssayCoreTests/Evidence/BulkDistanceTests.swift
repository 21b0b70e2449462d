import AssayCore
import AssayStatistics
import Testing

/// What a summary computes in bulk, against the definition pair by pair.
@Suite("Distances of many answers at once")
struct BulkDistanceTests {
    private static let words = ["alpha", "beta", "gamma", "delta", "omega", "of", "é", "the"]

    private static func text(_ generator: inout SplitMix64) -> String {
        (0..<20).map { _ in words[Int(generator.next() % 8)] }.joined(separator: " ") + "\n"
    }

    private func expect(
        _ answers: [Value],
        schema: Value? = nil,
        _ distance: (Value, Value) -> Double?
    ) throws {
        let rows = try Answers.summary(answers.map(Value?.some), schema: schema).matrix()
        for (i, left) in answers.enumerated() {
            for (j, right) in answers.enumerated() where i != j {
                #expect(rows[i][j] == distance(left, right), "r\(i + 1) and r\(j + 1)")
            }
        }
    }

    @Test(
        "Texts, by every measure",
        arguments: ["levenshtein", "jaccard", "cosine"]
    )
    func texts(measure: String) throws {
        var generator = SplitMix64(seed: 8)
        let answers = (0..<40).map { _ in Value.string(Self.text(&generator)) }
        let schema: Value = ["x-assay": ["role": "text", "distance": .string(measure)]]
        try expect(answers + [answers[0]], schema: schema) { left, right in
            guard let a = left.string, let b = right.string else { return nil }
            return switch measure {
            case "levenshtein": Distance.normalizedLevenshtein(a, b)
            case "jaccard": Distance.jaccardWords(a, b)
            default: Distance.cosineWords(a, b)
            }
        }
    }

    @Test("Records of numbers, labels, texts and what is missing")
    func records() throws {
        var generator = SplitMix64(seed: 9)
        let answers = (0..<40).map { index -> Value in
            var object: Object = ["n": .number(Double(generator.next() % 1000) / 8), "l": .bool(index % 3 == 0)]
            object["t"] = .string(Self.text(&generator))
            if index % 4 != 0 { object["s"] = .string(Self.words[index % 8]) }
            object["m"] = index % 2 == 0 ? .integer(Int64(index)) : .string("x")
            return .object(object)
        }
        try expect(answers) { left, right in
            func number(_ key: String) -> Double? {
                guard let a = left[key], let b = right[key] else { return nil }
                if a == b { return 0 }
                guard let x = a.double, let y = b.double else { return 1 }
                return Distance.relative(x, y)
            }
            let texts = Distance.normalizedLevenshtein(left["t"]?.string ?? "", right["t"]?.string ?? "")
            return Distance.weightedMean([
                (1, number("l")), (1, number("m")), (1, number("n")), (1, number("s")), (1, texts),
            ])
        }
    }

    @Test("Numbers in an array, over a range")
    func vectors() throws {
        var generator = SplitMix64(seed: 10)
        let answers = (0..<30).map { _ in Value.array((0..<5).map { _ in .number(Double(generator.next() % 999) / 4) })
        }
        let rows = (0..<5).map { place in answers.compactMap { $0[place]?.double } }
        let schema: Value = ["x-assay": ["role": "measurement"], "items": ["x-assay": ["distance": "range"]]]
        try expect(answers, schema: schema) { left, right in
            Distance.weightedMean(
                rows.enumerated().map { place, values in
                    guard let a = left[place]?.double, let b = right[place]?.double,
                        let low = values.min(), let high = values.max()
                    else { return (0.2, nil) }
                    return (0.2, Distance.gower(a, b, range: low...high))
                }
            )
        }
    }

    @Test("Text classes above 1,000 different texts are those of single distances")
    func manyTexts() throws {
        let base = String(repeating: "x", count: 100)
        // Neighbours differ in some 30 of 130 places, more than the threshold, unless the number is even.
        let answers = (0..<1100).map { index -> Value? in
            let word = String(repeating: Self.words[index / 2 % 7], count: 4)
            return .string(base + word + String(index / 2, radix: 2) + (index % 2 == 0 ? "a" : "b"))
        }
        let field = try #require(Answers.summary(answers).fields.first)
        let texts = answers.compactMap { $0?.string }
        let labels = DistanceMatrix(count: texts.count) { Distance.normalizedLevenshtein(texts[$0], texts[$1]) }
            .components(threshold: 0.2)
        #expect(field.role == .text)
        #expect(field.distinct == Set(labels).count)
    }
}
