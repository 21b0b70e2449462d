import AssayStatistics
import Testing

/// Twenty crosswords, ten records each: how far the records of an item are apart, and which one is in the middle.
struct CrosswordTests {
    private typealias Record = [String: Any]

    private static let fields = ["h1", "h2", "h3", "h4", "h5", "v1", "v2", "v3", "v4", "v5"]

    private static func agrees(_ policy: String, _ distance: (String?, String?) -> Double?) throws -> Bool {
        let expected = try Reference().at("records_crosswords", "record_distance", policy)
        let means: [Double] = try expected.at("mean_pairwise_distance_per_item").array()
        let medoids: [Int] = try expected.at("medoid_index_per_item").array()
        let items = try TestData.lines("tot/crosswords_gpt4_cot_k10.jsonl")
        #expect(items.count == 20)
        for (index, item) in items.enumerated() {
            let records = try #require(item["records"] as? [Record])
            let matrix = DistanceMatrix(count: records.count) { i, j in
                Distance.weightedMean(
                    fields.map { (1, distance(records[i][$0] as? String, records[j][$0] as? String)) }
                )
            }
            #expect(isClose(matrix.mean, means[index], absolute: 1e-9), "item \(index)")
            #expect(matrix.medoid == medoids[index], "item \(index)")
        }
        let total = means.reduce(0, +) / Double(means.count)
        return try isClose(total, expected.at("mean").number(), absolute: 1e-8)
    }

    @Test("Fields missing on either side are skipped, as Gower does")
    func skipMissing() throws {
        #expect(
            try Self.agrees("gower_skip_missing") { a, b in
                a == nil || b == nil ? nil : Distance.nominal(equal: a == b)
            }
        )
    }

    @Test("A missing field is a value of its own")
    func missingIsValue() throws {
        #expect(try Self.agrees("strict_missing_is_value") { Distance.nominal(equal: $0 == $1) })
    }

    @Test("Fields are compared by edit distance")
    func editDistance() throws {
        #expect(
            try Self.agrees("levenshtein_fields") { a, b in
                guard let a, let b else { return a == b ? 0 : 1 }
                return Distance.normalizedLevenshtein(a, b)
            }
        )
    }
}
