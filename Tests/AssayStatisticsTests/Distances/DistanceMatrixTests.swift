import AssayStatistics
import Testing

struct DistanceMatrixTests {
    /// Points on a line; a pair is undefined when one of them is missing.
    static func line(_ points: [Double?]) -> DistanceMatrix {
        DistanceMatrix(count: points.count) { i, j in
            guard let x = points[i], let y = points[j] else { return nil }
            return abs(x - y)
        }
    }

    @Test("Entries are symmetric with a zero diagonal")
    func entries() {
        let matrix = Self.line([0, 0.1, 0.4, 1])
        #expect(matrix.count == 4)
        for i in 0..<4 {
            #expect(matrix[i, i] == 0)
            for j in 0..<4 { #expect(matrix[i, j] == matrix[j, i]) }
        }
        #expect(matrix[1, 3] == 0.9)
        #expect(matrix.rows[2] == [matrix[2, 0], matrix[2, 1], 0, matrix[2, 3]])
        #expect(isClose(matrix.mean, (0.1 + 0.4 + 1 + 0.3 + 0.9 + 0.6) / 6))
    }

    @Test("Each pair is computed once, in order")
    func calls() {
        var pairs: [[Int]] = []
        _ = DistanceMatrix(count: 3) { i, j in
            pairs.append([i, j])
            return 0
        }
        #expect(pairs == [[0, 1], [0, 2], [1, 2]])
    }

    @Test("Undefined pairs are nil and skipped by the mean and the medoid")
    func undefined() {
        let matrix = Self.line([0, nil, 0.5, 0.6])
        #expect(matrix[0, 1] == nil)
        #expect(matrix[1, 1] == 0)
        #expect(matrix.medoid == 2)
        #expect(matrix.meanDistance(from: 1) == nil)
        #expect(isClose(matrix.mean, (0.5 + 0.6 + 0.1) / 3))
        #expect(Self.line([nil, nil]).mean == nil)
        #expect(Self.line([nil, nil]).medoid == nil)
        #expect(DistanceMatrix(count: 2) { _, _ in .nan }[0, 1] == nil)
    }

    @Test("The first of equal medoids wins")
    func medoidTies() {
        #expect(Self.line([0, 1]).medoid == 0)
        #expect(Self.line([0.3, 0.3, 0.3]).medoid == 0)
        #expect(Self.line([1, 0.5, 0]).medoid == 1)
        #expect(Self.line([0.2]).medoid == 0)
        #expect(Self.line([]).medoid == nil)
    }

    @Test("Components join what a chain of near replicates connects")
    func components() {
        let matrix = Self.line([0.9, 0.0, 0.1, 0.2, 1.0, 0.5, nil])
        #expect(matrix.components(threshold: 0.11) == [0, 1, 1, 1, 0, 2, 3])
        #expect(matrix.components(threshold: 0) == [0, 1, 2, 3, 4, 5, 6])
        #expect(matrix.components(threshold: 1) == [0, 0, 0, 0, 0, 0, 1])
        #expect(matrix.components(threshold: .nan) == [0, 1, 2, 3, 4, 5, 6])
        #expect(Self.line([]).components(threshold: 1).isEmpty)
    }

    @Test("A matrix over classes equals the full one with fewer calls")
    func classes() {
        let values = [0.0, 0.7, 0.2]
        let classes = [1, 0, 1, 2, 2, 0, 1]
        var calls = 0
        let matrix = DistanceMatrix(classes: classes) { a, b in
            calls += 1
            return abs(values[a] - values[b])
        }
        #expect(calls == 3)
        #expect(matrix == DistanceMatrix(count: 7) { abs(values[classes[$0]] - values[classes[$1]]) })
    }

    @Test("Permuting replicates permutes the matrix and leaves the mean")
    func permutation() {
        var generator = SplitMix64(seed: 8)
        let points = (0..<13).map { _ in Double.random(in: 0...1, using: &generator) }
        let order = Array(0..<13).shuffled(using: &generator)
        let (matrix, permuted) = (Self.line(points), Self.line(order.map { points[$0] }))
        for i in 0..<13 {
            for j in 0..<13 { #expect(permuted[i, j] == matrix[order[i], order[j]]) }
        }
        #expect(isClose(permuted.mean, matrix.mean ?? .nan))
        #expect(permuted.medoid.map { order[$0] } == matrix.medoid)
    }
}
