import AssayCore
import Testing

/// The classes of numbers beside a slow version that follows the definition.
@Suite("Classes of measurements")
struct MeasurementClassTests {
    /// Distinct values, first seen first, joined while neighbours in size lie within the tolerance.
    private func classes(_ values: [Value?], near: (Double, Double) -> Bool) -> [[Int]] {
        var distinct: [(value: Value, members: [Int])] = []
        for case (let index, let value?) in values.enumerated().map({ ($0, $1) }) {
            if let known = distinct.firstIndex(where: { $0.value == value }) {
                distinct[known].members.append(index)
            } else {
                distinct.append((value, [index]))
            }
        }
        var groups: [[Int]] = []
        var last: Double?
        for (value, members) in distinct.filter({ $0.value.double != nil }).sorted(by: {
            $0.value.double ?? 0 < $1.value.double ?? 0
        }) {
            let number = value.double ?? 0
            if let last, near(last, number) { groups[groups.count - 1] += members } else { groups.append(members) }
            last = number
        }
        groups += distinct.filter { $0.value.double == nil }.map(\.members)
        return groups.map { $0.sorted() }.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }

    private func draw(_ count: Int, _ generator: inout SeededGenerator) -> [Value?] {
        (0..<count).map { _ in
            let center = Double([-40, -1, 0, 1, 2, 1000][Int.random(in: 0..<6, using: &generator)])
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: return .integer(Int64(center))
            case 1: return "none"
            case 2: return [1, 2]
            case 3: return Answers.failed
            default: return .number(center + Double.random(in: -0.2...0.2, using: &generator))
            }
        }
    }

    @Test("Classes, their members and medians are those of the definition", arguments: 1...30)
    func definition(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let values = draw(Int.random(in: 2...80, using: &generator), &generator)
        let schema: Value = ["x-assay": ["role": "measurement", "tolerance": ["absolute": 0.05]]]
        let summary = try Answers.summary(values, schema: schema)
        let expected = classes(values) { $1 - $0 <= 0.05 }
        #expect(summary.fields.first?.distinct ?? 0 == expected.count)
        guard let found = summary.disagreement("$") else { return #expect(expected.count < 2) }
        #expect(found.classes.map(\.replicateIDs) == expected.map { $0.map { "r\($0 + 1)" } })
        for (group, members) in zip(found.classes, expected) {
            let numbers = members.compactMap { values[$0]?.double }.sorted()
            guard !numbers.isEmpty else { continue }
            let (low, high) = (numbers[(numbers.count - 1) / 2], numbers[numbers.count / 2])
            #expect(isClose(group.value.double, low + (high - low) / 2))
        }
    }

    @Test("A relative tolerance is a share of the larger neighbour")
    func relative() throws {
        let values: [Value?] = [100, 104.5, 109.5, -1.5, 1.5, 200.5]
        let found = try #require(Answers.summary(values).disagreement("$"))
        #expect(found.classes.map(\.replicateIDs) == [["r1", "r2", "r3"], ["r4"], ["r5"], ["r6"]])
        #expect(found.classes.first?.value == 104.5)
    }

    @Test("Zero has one class, whatever its sign")
    func zero() throws {
        let summary = try Answers.summary([.number(-0.0), .number(0), 0, 0.5])
        #expect(summary.disagreement("$")?.classes.map(\.count) == [3, 1])
    }

    @Test("Many numbers in any order have the summary of few in theirs")
    func many() throws {
        var generator = SeededGenerator(seed: 5)
        let numbers = (0..<5000).map { _ in Double.random(in: -1...1, using: &generator) }
        let summary = try Answers.summary(numbers.map { .number($0) })
        let sorted = numbers.sorted()
        let distribution = try #require(summary.distributions.first)
        #expect(distribution.minimum == sorted.first)
        #expect(distribution.maximum == sorted.last)
        #expect(isClose(distribution.quantiles.q50, (sorted[2499] + sorted[2500]) / 2))
        #expect(summary.fields.first?.consensus == .number(distribution.quantiles.q50))
    }
}
