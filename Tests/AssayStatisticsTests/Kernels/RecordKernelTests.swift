import AssayStatistics
import Foundation
import Testing

struct RecordKernelTests {
    private static let combinations = KernelVersions.all.flatMap { options in
        MissingPolicy.allCases.map { (options, $0) }
    }

    private static func matrix(
        _ fields: [RecordField],
        _ missing: MissingPolicy = .skip,
        _ options: KernelOptions = KernelOptions()
    ) throws -> DistanceMatrix {
        try DistanceSource(records: fields, missing: missing, options: options).matrix()
    }

    @Test("Flowers have the dissimilarities R prints", arguments: KernelVersions.all)
    func flower(options: KernelOptions) throws {
        let example = try Reference("published_examples/agreement_and_distance.json").at("gower_flower")
        let fields = try (1...8).map { index in
            let column: [Double] = try example.at("columns", "V\(index)").array()
            return index <= 4 ? RecordField.nominal(column) : RecordField.numeric(column)
        }
        let published: [[Double]] = try example.at("published_lower_triangle").array()
        let matrix = try Self.matrix(fields, .skip, options)
        for (row, values) in published.enumerated() {
            for (column, value) in values.enumerated() {
                #expect(isClose(matrix[row + 1, column], value, absolute: 6e-8))
            }
        }
    }

    @Test("Crosswords have the reference distances under both policies", arguments: KernelVersions.all)
    func crosswords(options: KernelOptions) throws {
        let names = ["h1", "h2", "h3", "h4", "h5", "v1", "v2", "v3", "v4", "v5"]
        let reference = try Reference().at("records_crosswords", "record_distance")
        let items = try TestData.lines("tot/crosswords_gpt4_cot_k10.jsonl")
        for (missing, key) in [(MissingPolicy.skip, "gower_skip_missing"), (.value, "strict_missing_is_value")] {
            let means: [Double] = try reference.at(key, "mean_pairwise_distance_per_item").array()
            let medoids: [Int] = try reference.at(key, "medoid_index_per_item").array()
            for (index, item) in items.enumerated() {
                let records = try #require(item["records"] as? [[String: Any]])
                let fields = names.map { name in RecordField.nominal(records.map { $0[name] as? String }) }
                let matrix = try Self.matrix(fields, missing, options)
                #expect(isClose(matrix.mean, means[index], absolute: 1e-9), "item \(index)")
                #expect(matrix.medoid == medoids[index], "item \(index)")
            }
        }
    }

    @Test("Mixed fields are the weighted mean of the single distances", arguments: combinations)
    func oracle(options: KernelOptions, missing: MissingPolicy) throws {
        var generator = SplitMix64(seed: 12)
        for (count, share) in [(2, 0), (9, 3), (40, 5), (70, 0)] {
            func column(_ values: ClosedRange<Int>) -> [Double?] {
                (0..<count).map { _ in
                    let absent = share > 0 && Int.random(in: 0..<share, using: &generator) == 0
                    return absent ? nil : Double(Int.random(in: values, using: &generator)) / 3
                }
            }
            let (numbers, labels, others) = (column(-50...90), column(0...3), column(0...1))
            let ranks = column(0...9).map { $0.map { Int($0 * 3) } }
            let range = numbers.compactMap { $0 }.reduce((Double.infinity, -Double.infinity)) {
                (min($0.0, $1), max($0.1, $1))
            }
            let rankRange = ranks.compactMap { $0 }.reduce((Int.max, Int.min)) { (min($0.0, $1), max($0.1, $1)) }
            let fields = [
                RecordField.numeric(numbers.map { $0 ?? .nan }, weight: 2), .nominal(labels, weight: 0.5),
                .ordinal(ranks), .nominal(others, weight: 0),
            ]
            let matrix = try Self.matrix(fields, missing, options)
            for i in 0..<count {
                for j in 0..<i {
                    let parts: [(weight: Double, distance: Double?)] = [
                        (
                            2,
                            Self.part(numbers[i], numbers[j], missing) {
                                Distance.gower($0, $1, range: range.0...range.1)
                            }
                        ),
                        (0.5, Self.part(labels[i], labels[j], missing) { Distance.nominal(equal: $0 == $1) }),
                        (
                            1,
                            Self.part(ranks[i], ranks[j], missing) {
                                Distance.ordinal($0, $1, range: rankRange.0...rankRange.1)
                            }
                        ),
                    ]
                    let same = numbers[i] == numbers[j] && labels[i] == labels[j] && ranks[i] == ranks[j]
                    let expected = same ? 0 : Distance.weightedMean(parts)
                    let close = isClose(matrix[i, j], expected ?? .nan, absolute: 0x1p-51)
                    #expect(close || (matrix[i, j] == nil && expected == nil), "\(i) \(j)")
                }
            }
        }
    }

    private static func part<Value>(
        _ x: Value?,
        _ y: Value?,
        _ missing: MissingPolicy,
        _ distance: (Value, Value) -> Double
    ) -> Double? {
        if let x, let y { return distance(x, y) }
        return missing == .skip ? nil : x == nil && y == nil ? 0 : 1
    }

    @Test(
        "A constant column contributes nothing, infinities are at 1, huge ranges do not overflow",
        arguments: combinations
    )
    func hostile(options: KernelOptions, missing: MissingPolicy) throws {
        let label = RecordField.nominal(["a", "b", "c", "d"])
        let constant = try Self.matrix([.numeric([7, 7, 7, 7]), label], missing, options)
        #expect(constant[0, 1] == 0.5)
        let infinite = try Self.matrix([.numeric([.infinity, -.infinity, 1, 2]), label], missing, options)
        #expect(infinite[0, 1] == 1)
        #expect(infinite[0, 2] == 1)
        #expect(infinite[2, 3] == 1)
        let huge = try Self.matrix([.numeric([1e308, -1e308, 0, 1e308]), label], missing, options)
        #expect(huge[0, 1] == 1)
        #expect(huge[0, 2] == 0.75)
        #expect(huge[0, 3] == 0.5)
        let tiny = try Self.matrix([.numeric([0x1p-1074, 0, 0x1p-1073, 0]), label], missing, options)
        #expect(tiny[0, 1] == 0.75)
        #expect(tiny[1, 2] == 1)
        let beyond = try Self.matrix(
            [.numeric([.infinity, 3, 2.5, -.infinity], range: 0...1), label],
            missing,
            options
        )
        #expect(beyond[0, 1] == 1)
        #expect(beyond[1, 2] == 0.75)
        #expect(beyond[0, 3] == 1)
        let clamped = try Self.matrix([.numeric([0, 50, 1, 1], range: 0...1), label], missing, options)
        #expect(clamped[0, 1] == 1)
    }

    @Test("All versions give the same bits", arguments: KernelVersions.compiled, MissingPolicy.allCases)
    func sameBits(options: KernelOptions, missing: MissingPolicy) throws {
        var generator = SplitMix64(seed: 31)
        let numbers = (0..<90).map { $0 % 11 == 0 ? .nan : Double.random(in: -1e3...1e3, using: &generator) }
        let others = (0..<90).map { _ in Double.random(in: 0...1, using: &generator) }
        let fields = [
            RecordField.numeric(numbers, weight: 0.3), .numeric(others),
            .nominal(numbers.map { Int($0.isNaN ? 0 : $0) % 4 }),
        ]
        let matrix = try Self.matrix(fields, missing, options)
        #expect(bits(matrix) == bits(try Self.matrix(fields, missing, KernelVersions.plain)))
    }

    @Test("Numbers of labels are compared as labels", arguments: KernelVersions.all, MissingPolicy.allCases)
    func codes(options: KernelOptions, missing: MissingPolicy) throws {
        let labels = ["b", "a", nil, "b", "c", nil, "a"]
        let codes = [7, -2, .nan, 7, 0, .nan, -2]
        let other = RecordField.numeric([1, 2, 3, 4, 5, 6, 7])
        let matrix = try Self.matrix([.nominal(codes: codes), other], missing, options)
        #expect(matrix == (try Self.matrix([.nominal(labels), other], missing, options)))
        #expect(matrix[0, 3] == 0.25)
    }

    @Test("Without a common field there is no distance", arguments: KernelVersions.all)
    func undefined(options: KernelOptions) throws {
        let fields = [RecordField.nominal(["a", nil, "b"]), .numeric([.nan, 3, .nan])]
        let matrix = try Self.matrix(fields, .skip, options)
        #expect(matrix.condensed == [nil, 1, nil])
        #expect(try Self.matrix(fields, .value, options).condensed == [1, 0.5, 1])
        #expect(try Self.matrix([.numeric([1, 2], weight: 0)], .skip, options)[0, 1] == 0)
        #expect(try Self.matrix([], .skip, options).count == 0)
    }

    @Test("Columns of different length and weights that are none are refused")
    func errors() {
        let ragged = #expect(throws: DistanceInputError.self) {
            try DistanceSource(records: [.numeric([1, 2]), .numeric([1])])
        }
        #expect(ragged?.code == .ragged)
        for weight in [-1, Double.nan, .infinity] {
            let error = #expect(throws: DistanceInputError.self) {
                try DistanceSource(records: [.numeric([1, 2], weight: weight)])
            }
            #expect(error?.code == .badWeight)
        }
        #expect(throws: Never.self) {
            try DistanceSource(records: [.numeric([1, 2], weight: 1e308), .numeric([1, 3])])
        }
    }
}
