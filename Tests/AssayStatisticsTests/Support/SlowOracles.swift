import AssayStatistics
import Foundation

/// Obvious, slow versions of what the library computes cleverly.
enum SlowOracles {
    static func levenshtein<T: Equatable>(_ a: [T], _ b: [T]) -> Int {
        var table = [[Int]](repeating: Array(0...b.count), count: a.count + 1)
        for i in 0...a.count { table[i][0] = i }
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        for i in 1...a.count {
            for j in 1...b.count {
                let replaced = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                table[i][j] = min(replaced, table[i - 1][j] + 1, table[i][j - 1] + 1)
            }
        }
        return table[a.count][b.count]
    }

    /// The double sum of the definition, with log-gammas of the C library.
    static func horizonStability(_ c1: Int, _ c2: Int, _ rest: Int, _ remaining: Int, alpha: Double) -> Double {
        let weights = [Double(c1) + alpha, Double(c2) + alpha, Double(rest) + alpha]
        let total = weights.reduce(0, +)
        var sum = 0.0
        for x in 0...remaining {
            for y in 0...(remaining - x) where c1 + x >= c2 + y {
                var logarithm = lgamma(Double(remaining + 1)) + lgamma(total) - lgamma(total + Double(remaining))
                for (draws, weight) in zip([x, y, remaining - x - y], weights) {
                    logarithm += lgamma(weight + Double(draws)) - lgamma(weight) - lgamma(Double(draws + 1))
                }
                sum += exp(logarithm) * (c1 + x > c2 + y ? 1 : 0.5)
            }
        }
        return sum
    }

    /// Mean squared deviation from the mean, in two passes.
    static func variance(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }

    /// The integral of a function over an interval by Simpson's rule.
    static func integral(from a: Double, to b: Double, steps: Int = 20_000, of f: (Double) -> Double) -> Double {
        let h = (b - a) / Double(2 * steps)
        var sum = f(a) + f(b)
        for i in 1..<(2 * steps) { sum += (i % 2 == 1 ? 4 : 2) * f(a + Double(i) * h) }
        return sum * h / 3
    }
}

func naturalLog(_ x: Double) -> Double { log(x) }

func naturalExponential(_ x: Double) -> Double { exp(x) }

func sineAndCosine(_ x: Double) -> (Double, Double) { (sin(x), cos(x)) }
