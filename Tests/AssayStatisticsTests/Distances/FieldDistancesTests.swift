import AssayStatistics
import Testing

/// Records compared a row at a time, against each pair by itself.
struct FieldDistancesTests {
    private static let count = 60

    private static func numbers(_ seed: UInt64, missing: Bool) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { index in
            missing && index % 7 == 3 ? .nan : (Double(generator.next() >> 11) * 0x1p-53 - 0.3) * 1e3
        }
    }

    private static func matrix(_ count: Int, _ fields: [(weight: Double, distances: FieldDistances)]) -> DistanceMatrix
    {
        DistanceMatrix(FieldRecords(count: count, fields: fields))
    }

    private static func expected(_ parts: [(weight: Double, distance: (Int, Int) -> Double?)]) -> [Double?] {
        (0..<count).flatMap { i in
            ((i + 1)..<max(count, i + 1)).map { j in
                Distance.weightedMean(parts.map { ($0.weight, $0.distance(i, j)) })
            }
        }
    }

    @Test("Every form of field gives the bits of the single pair, missing values included")
    func forms() throws {
        let (first, second) = (Self.numbers(1, missing: true), Self.numbers(2, missing: false))
        let labels = (0..<Self.count).map { Int32($0 % 5) - 1 }
        let classes = (0..<Self.count).map { Int32($0 % 4) }
        let between = DistanceMatrix(count: 4) { Double($0 * 3 + $1) / 12 }
        func number(_ values: [Double], _ measure: @escaping (Double, Double) -> Double) -> (Int, Int) -> Double? {
            { values[$0].isNaN || values[$1].isNaN ? nil : measure(values[$0], values[$1]) }
        }
        let places = (0..<Self.count).map { Int32($0) }
        let texts = places.map { String(repeating: "ab", count: Int($0) % 9) + "\($0)" }
        let records = FieldRecords(
            count: Self.count,
            fields: [
                (0.3, .relative(first)), (2, .gower(second, range: -300...700)), (1, .nominal(labels)),
                (0.7, .labels(classes, .kept(between))), (0.4, .labels(places, .source(DistanceSource(texts: texts)))),
                (0.1, .labels(places, .pairs(count: Self.count) { ($0 + $1) % 3 == 0 ? nil : 0.25 })),
            ]
        )
        let expected = Self.expected([
            (0.3, number(first) { Distance.relative($0, $1) }),
            (2, number(second) { Distance.gower($0, $1, range: -300...700) }),
            (1, { labels[$0] < 0 || labels[$1] < 0 ? nil : labels[$0] == labels[$1] ? 0 : 1 }),
            (0.7, { between[Int(classes[$0]), Int(classes[$1])] }),
            (0.4, { Distance.normalizedLevenshtein(texts[$0], texts[$1]) }),
            (0.1, { ($0 + $1) % 3 == 0 ? nil : 0.25 }),
        ])
        #expect(DistanceMatrix(records).condensed == expected)
        #expect(DistanceMatrix(records.kept()).condensed == expected)
        #expect(DistanceSource(records: records).matrix().condensed == expected)
    }

    @Test("Records without a common field have no distance, and weights that are no weights do not count")
    func undefined() {
        let sparse = (0..<Self.count).map { $0 % 2 == 0 ? Double($0) : .nan }
        let matrix = Self.matrix(
            Self.count,
            [(1, .relative(sparse)), (0, .nominal([Int32](repeating: 1, count: Self.count)))]
        )
        #expect(matrix[0, 1] == nil)
        #expect(matrix[0, 2] == 1)
        let infinite = Self.matrix(2, [(.infinity, .relative([1, 2])), (1, .relative([1, 4]))])
        #expect(infinite[0, 1] == 0.75)
        #expect(Self.matrix(3, []).condensed == [nil, nil, nil])
        #expect(Self.matrix(0, []).condensed.isEmpty)
    }

    @Test("Texts taken apart once have the bits of the single pair")
    func words() {
        let texts = [
            "", " \n", "a", "A", "a a b", "b a A", "a b", "c", "é e", "the cat sat", "the the cat", "sat cat the",
        ]
        let table = WordTable(texts)
        for i in texts.indices {
            for j in texts.indices {
                #expect(table.jaccard(i, j) == Distance.jaccardWords(texts[i], texts[j]))
                #expect(table.cosine(i, j) == Distance.cosineWords(texts[i], texts[j]))
            }
        }
    }
}
