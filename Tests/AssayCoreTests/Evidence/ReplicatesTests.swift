import AssayCore
import AssayStatistics
import Foundation
import Testing

@Suite("Replicates as rows of numbers")
struct ReplicatesTests {
    private static func seeds(_ range: Range<Int>) -> [UInt64] { range.map { UInt64(1000 + $0) } }

    private static func table(
        _ range: Range<Int>,
        _ columns: [(key: String, values: [Double])],
        elapsedMS: Int64 = 3,
        quality: Replicate.Quality = Replicate.Quality()
    ) -> Replicates {
        let blank = Replicate(index: 0, seed: 0, data: nil, quality: quality)
        let elapsed = Duration.milliseconds(elapsedMS)
        let seeds = seeds(range)
        return Replicates(
            ReplicateTable(start: range.lowerBound, seeds: seeds, columns: columns, elapsed: elapsed, blank: blank)
        )
    }

    private static func list(_ replicates: Replicates) -> [Replicate] { Array(replicates) }

    private static func random(_ count: Int, seed: UInt64, _ number: (inout SplitMix64) -> Double) -> [Double] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in number(&random) }
    }

    @Test("A row is the replicate it stands for")
    func rows() {
        let table = Self.table(4..<7, [("y", [1, 2.5, -0.0]), ("x", [7, 8, 9])])
        #expect(table.count == 3)
        let second = Replicate(index: 5, seed: 1005, data: ["x": 8.0, "y": 2.5], elapsedMS: 3)
        #expect(table[1] == second)
        #expect(table.map(\.id) == ["r5", "r6", "r7"])
        #expect(Self.list(table)[1].data?.canonicalJSON == #"{"x":8,"y":2.5}"#)
    }

    @Test("Equal replicates are equal however they are kept")
    func equality() {
        let table = Self.table(0..<3, [("x", [1, 2, 3])])
        let list = Replicates(Self.list(table))
        #expect(table == list && list == table)
        #expect(table.hashValue == list.hashValue)
        #expect(table != Self.table(0..<3, [("x", [1, 2, 4])]))
        #expect(table != Self.table(0..<2, [("x", [1, 2])]))
        #expect(table != Self.table(0..<3, [("z", [1, 2, 3])]))
    }

    @Test("Rows that follow are added, and times stay with their rows")
    func appending() {
        var all = Self.table(0..<2, [("x", [1, 2])], elapsedMS: 1)
        all.append(Self.table(2..<5, [("x", [3, 4, 5])], elapsedMS: 2))
        #expect(all.map(\.elapsedMS) == [1, 1, 2, 2, 2])
        #expect(all.map { $0.data?["x"]?.double } == [1, 2, 3, 4, 5])
        #expect(all.eventful.isEmpty)
    }

    @Test("What is of another kind makes a list of all, and nothing is lost")
    func mixing() {
        let first = Self.table(0..<2, [("x", [1, 2])])
        let failed = Replicate(index: 2, seed: 9, data: nil, failure: AssayError(.timeout, "late"))
        let others: [Replicates] = [
            Replicates([failed]), Self.table(2..<3, [("z", [1])]), Self.table(5..<6, [("x", [1])]),
            Self.table(2..<3, [("x", [1]), ("z", [1])]),
        ]
        for other in others {
            var all = first
            all.append(other)
            #expect(Array(all) == Array(first) + Array(other))
            #expect(!all.eventful.isEmpty)
            var turned = other
            turned.append(first)
            #expect(Array(turned) == Array(other) + Array(first))
        }
    }

    @Test("The first replicates are those of the whole")
    func prefixes() {
        var all = Self.table(0..<3, [("x", [1, 2, 3])], elapsedMS: 1)
        all.append(Self.table(3..<6, [("x", [4, 5, 6])], elapsedMS: 2))
        for count in 1...6 {
            #expect(Array(all.first(count)) == Array(all.prefix(count)))
            #expect(Array(Replicates(Self.list(all)).first(count)) == Array(all.prefix(count)))
        }
        #expect(all.first(9) == all)
    }

    /// Columns of one, few and many different numbers, with and without fractions.
    private static let shapes: [(name: String, values: [Double])] = [
        ("uniform", random(300, seed: 1) { Double.random(in: 0..<1, using: &$0) }),
        ("rounded", random(300, seed: 2) { (Double.random(in: -3..<3, using: &$0) * 4).rounded() / 4 }),
        ("whole", random(300, seed: 3) { Double.random(in: -3..<3, using: &$0).rounded() }),
        ("constant", [Double](repeating: 2.5, count: 300)),
        ("zeros", random(300, seed: 4) { Bool.random(using: &$0) ? 0 : -0.0 }),
        ("wild", random(300, seed: 5) { 1.5 * exp2(Double(Int.random(in: -900...900, using: &$0))) }),
    ]

    @Test("The evidence is that of the same answers one by one", arguments: shapes.indices)
    func sameEvidence(shape: Int) throws {
        let values = Self.shapes[shape].values
        let other = Self.random(values.count, seed: 8) { Double.random(in: 0..<1, using: &$0) }
        let schemas: [Value?] = [nil, ["properties": ["x": ["x-assay": ["role": "key", "weight": 2]]]]]
        for columns in [[("x", values)], [("x", values), ("noise", other)]] {
            let table = Self.table(0..<values.count, columns.map { (key: $0.0, values: $0.1) })
            for schema in schemas {
                let summary = try Self.expectSameSummary(table, schema)
                #expect(summary.fields.count == columns.count, "\(Self.shapes[shape].name)")
            }
        }
    }

    @Test("So is that of so many different answers that they are not all compared", arguments: [1100, 10_100])
    func manyAnswers(count: Int) throws {
        let values = Self.random(count, seed: 6) { Double.random(in: 5..<6, using: &$0) }
        let summary = try Self.expectSameSummary(Self.table(0..<count, [("x", values)]))
        if case .estimate = summary.pairwiseDistance { #expect(count > 10_000) } else { #expect(count < 10_000) }
    }

    @discardableResult
    private static func expectSameSummary(_ table: Replicates, _ schema: Value? = nil) throws -> BundleSummary {
        let summarizer = try Summarizer(schema: schema, horizon: table.count + 5)
        let summary = summarizer.summarize(table)
        #expect(summary == summarizer.summarize(list(table)))
        return summary
    }

    @Test("A rule for the whole answer is heard for rows, too")
    func wholeAnswers() throws {
        let table = Self.table(0..<4, [("x", [1, 1, 2, 1])])
        let summarizer = try Summarizer(schema: ["x-assay": ["role": "key"]], horizon: 4)
        let summary = summarizer.summarize(table)
        #expect(summary == summarizer.summarize(Self.list(table)))
        #expect(summary.fields.map(\.path) == ["$"])
    }

    private static let versioned = Replicate.Quality(schemaVersion: "https://example.org/answer/2")

    @Test("Document and digest are those of the same answers one by one")
    func sameDocument() throws {
        // Canonical JSON sorts keys by UTF-16, in which the second comes before the first.
        let columns = ["\u{FF5E}", "\u{1F600} \"", "x"].enumerated().map { place, key in
            let eighths = Self.random(400, seed: UInt64(place)) {
                Double.random(in: -9..<1e6, using: &$0).rounded() / 8
            }
            return (key: key, values: eighths)
        }
        var table = Self.table(0..<150, columns.map { ($0.key, Array($0.values[..<150])) }, quality: Self.versioned)
        let rest = columns.map { (key: $0.key, values: Array($0.values[150...])) }
        table.append(Self.table(150..<400, rest, elapsedMS: 4, quality: Self.versioned))
        #expect(table.eventful.isEmpty)
        let bundles = try [table, Replicates(Self.list(table))].map { replicates in
            try BundleBuilder(
                tool: ToolDescriptor(name: "column"),
                request: [:],
                options: BundleOptions(k: 400, stop: NeverRule())
            ).bundle(
                replicates: replicates,
                ending: .finished,
                elapsedMS: 12,
                execution: Bundles.execution()
            )
        }
        #expect(bundles[0].digest == bundles[1].digest)
        #expect(bundles[0].json == bundles[1].json)
        #expect(bundles[0] == bundles[1])
        #expect(try EvidenceBundle(decoding: Value(json: bundles[0].json)) == bundles[0])
    }

    @Test("Everybody who asks at once for a digest is told the same one")
    func oneDigest() async throws {
        let bundle = try Bundles.bundle(of: Answers.replicates(Answers.votes(3, 1)))
        let digests = await withTaskGroup(of: String.self) { group in
            for _ in 0..<8 { group.addTask { bundle.digest } }
            return await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(digests.count == 1)
        #expect(digests.first?.count == 64)
    }
}
