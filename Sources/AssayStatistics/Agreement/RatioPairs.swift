/// The sum of n_c·n_k·((c − k)/(c + k))² over all pairs of different values, in less than quadratic time.
///
/// With c = e^x and k = e^y the quotient is tanh((x − y)/2): a smooth function of one difference, which polynomials of
/// low degree follow to the last digits. The logarithms are cut into bins; the weight of each bin is moved to the nodes
/// of its polynomial once, and only nodes are paired. V values take O(V), whatever they are, besides the sort.
///
/// That holds for values of one sign, which the ratio level is made for. Opposite signs give coth, which has a pole
/// where c = −k: those pairs, and short lists, are visited one by one.
enum RatioPairs {
    /// The most values whose pairs are visited one by one.
    static let directLimit = 500

    /// The sum over ordered pairs, from each value and how often it occurs.
    static func sum(_ counts: [Double: Double]) -> Double {
        // In ascending order, so that the sum does not depend on hashing.
        let sorted = counts.sorted { $0.key < $1.key }.map { Weighted(value: $0.key, weight: $0.value) }
        guard sorted.count > directLimit else { return 2 * direct(sorted) }
        let negative = sorted.filter { $0.value < 0 }.map { Weighted(value: -$0.value, weight: $0.weight) }
        let positive = sorted.filter { $0.value > 0 }
        let zero = sorted.first { $0.value == 0 }?.weight ?? 0
        // Zero is at 1 from everything else.
        let others = (negative + positive).reduce(0) { $0 + $1.weight }
        return 2 * (oneSign(negative.reversed()) + oneSign(positive) + zero * others + cross(negative, positive))
    }

    struct Weighted {
        let value: Double
        let weight: Double
    }

    private static func oneSign(_ values: [Weighted]) -> Double {
        values.count > directLimit ? LogarithmicBins(values).sum : direct(values)
    }

    private static func direct(_ values: [Weighted]) -> Double {
        var total = 0.0
        for (index, first) in values.enumerated() {
            var row = 0.0
            for second in values[(index + 1)...] {
                let sum = first.value + second.value
                let quotient = sum == 0 ? 0 : (first.value - second.value) / sum
                row += second.weight * (quotient * quotient)
            }
            total += first.weight * row
        }
        return total
    }

    /// Pairs of opposite signs, given by their magnitudes.
    private static func cross(_ negative: [Weighted], _ positive: [Weighted]) -> Double {
        negative.reduce(0) { total, first in
            total
                + first.weight
                * positive.reduce(0) { row, second in
                    let difference = second.value - first.value
                    let quotient = difference == 0 ? 0 : (second.value + first.value) / difference
                    return row + second.weight * (quotient * quotient)
                }
        }
    }
}
