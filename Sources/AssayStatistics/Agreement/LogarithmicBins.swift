#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Positive values by their logarithms, in bins whose weights stand at the nodes of a polynomial.
struct LogarithmicBins {
    /// Nodes per bin; in a bin one wide the polynomial is off by less than 10⁻¹⁶.
    private static let nodeCount = 16
    /// Beyond this difference of logarithms tanh² is 1 to the last digit.
    private static let reach = 42.0

    private let nodes: [Double]
    private let width: Double
    /// The weight at each node of each bin.
    private var weights: [[Double]] = []

    init(_ values: [RatioPairs.Weighted]) {
        let logarithms = Self.logarithms(values)
        let (low, high) = (logarithms.first ?? 0, logarithms.last ?? 0)
        width = min(1, max(high - low, .leastNormalMagnitude))
        nodes = (0..<Self.nodeCount).map { (1 - cos(Double.pi * (Double($0) + 0.5) / Double(Self.nodeCount))) / 2 }
        let count = Int(((high - low) / width).rounded(.down)) + 1
        weights = Array(repeating: Array(repeating: 0, count: Self.nodeCount), count: count)
        for (logarithm, value) in zip(logarithms, values) { add(value.weight, at: (logarithm - low) / width) }
    }

    /// Logarithms of the values over their weighted median, precise for those near it, which differ by little.
    private static func logarithms(_ values: [RatioPairs.Weighted]) -> [Double] {
        let half = values.reduce(0) { $0 + $1.weight } / 2
        var below = 0.0
        let pivot =
            values.first {
                below += $0.weight; return below >= half
            }?.value ?? 1
        return values.map {
            let difference = $0.value - pivot
            return abs(difference) < pivot / 2 ? log1p(difference / pivot) : log($0.value) - log(pivot)
        }
    }

    /// Moves a weight to the nodes of its bin, by the barycentric form of Lagrange's polynomials.
    private mutating func add(_ weight: Double, at place: Double) {
        let bin = min(Int(place), weights.count - 1)
        let offset = place - Double(bin)
        if let node = nodes.firstIndex(of: offset) {
            weights[bin][node] += weight
            return
        }
        var terms = Self.barycentric.enumerated().map { $1 / (offset - nodes[$0]) }
        let scale = weight / terms.reduce(0, +)
        for index in terms.indices { terms[index] *= scale }
        for index in terms.indices { weights[bin][index] += terms[index] }
    }

    /// (−1)ʲ·sin of the angle of each node, for Chebyshev's points of the first kind.
    private static let barycentric: [Double] = (0..<nodeCount).map { index in
        let sine = sin(Double.pi * (Double(index) + 0.5) / Double(nodeCount))
        return index % 2 == 0 ? sine : -sine
    }

    /// The sum over unordered pairs.
    var sum: Double {
        let near = min(weights.count - 1, Int((Self.reach / width).rounded(.up)))
        var total = 0.0
        for distance in 0...near {
            let table = squares(distance)
            var part = 0.0
            for bin in 0..<(weights.count - distance) { part += paired(weights[bin], weights[bin + distance], table) }
            total += distance == 0 ? part / 2 : part
        }
        return total + far(beyond: near)
    }

    /// Pairs of bins so far apart that each counts fully.
    private func far(beyond near: Int) -> Double {
        let totals = weights.map { $0.reduce(0, +) }
        var (total, below) = (0.0, 0.0)
        for bin in totals.indices where bin > near {
            below += totals[bin - near - 1]
            total += below * totals[bin]
        }
        return total
    }

    /// tanh² of half the difference of each node and each node of a bin some bins above.
    private func squares(_ distance: Int) -> [Double] {
        nodes.flatMap { first in
            nodes.map { second in
                let value = tanh(width * (Double(distance) + second - first) / 2)
                return value * value
            }
        }
    }

    private func paired(_ first: [Double], _ second: [Double], _ table: [Double]) -> Double {
        var total = 0.0
        for (index, weight) in first.enumerated() where weight != 0 {
            var row = 0.0
            for column in second.indices { row += table[index * second.count + column] * second[column] }
            total += weight * row
        }
        return total
    }
}
