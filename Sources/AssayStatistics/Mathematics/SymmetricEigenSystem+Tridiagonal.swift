#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension SymmetricEigenSystem {
    /// A symmetric tridiagonal matrix.
    struct Tridiagonal {
        /// The diagonal; the eigenvalues in the end.
        var diagonal: [Double]
        /// Element i stands beside diagonal elements i − 1 and i; element 0 is not used.
        var beside: [Double]

        /// Makes the matrix diagonal by rotations, which are applied to the carried rows as well.
        ///
        /// False when an eigenvalue needs more than 60 sweeps.
        mutating func diagonalise(_ carried: inout [Double]) -> Bool {
            let n = diagonal.count
            for i in 1..<max(n, 1) { beside[i - 1] = beside[i] }
            beside[n - 1] = 0
            for first in 0..<n {
                var sweeps = 0
                while true {
                    let last = blockEnd(from: first)
                    if last == first { break }
                    sweeps += 1
                    guard sweeps <= 60 else { return false }
                    sweep(first, last, &carried)
                }
            }
            return true
        }

        /// The first index from `first` on whose off-diagonal element is negligible.
        private func blockEnd(from first: Int) -> Int {
            var end = first
            while end < diagonal.count - 1 {
                let size = abs(diagonal[end]) + abs(diagonal[end + 1])
                if abs(beside[end]) <= 0x1p-53 * size || abs(beside[end]) < 1e-290 { break }
                end += 1
            }
            return end
        }

        /// One implicit QL sweep with Wilkinson's shift over a block.
        private mutating func sweep(_ first: Int, _ last: Int, _ carried: inout [Double]) {
            let half = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first])
            let root = hypot(half, 1)
            let shift = beside[first] / (half + (half >= 0 ? root : -root))
            var g = diagonal[last] - diagonal[first] + shift
            var (sine, cosine, p) = (1.0, 1.0, 0.0)
            var i = last - 1
            while i >= first {
                let f = sine * beside[i]
                let b = cosine * beside[i]
                let radius = hypot(f, g)
                beside[i + 1] = radius
                guard radius > 0 else {
                    diagonal[i + 1] -= p
                    beside[last] = 0
                    return
                }
                (sine, cosine) = (f / radius, g / radius)
                g = diagonal[i + 1] - p
                let r = (diagonal[i] - g) * sine + 2 * cosine * b
                p = sine * r
                diagonal[i + 1] = g + p
                g = cosine * r - b
                Self.rotate(&carried, columns: diagonal.count, at: i, sine, cosine)
                i -= 1
            }
            diagonal[first] -= p
            beside[first] = g
            beside[last] = 0
        }

        private static func rotate(
            _ rows: inout [Double],
            columns n: Int,
            at i: Int,
            _ sine: Double,
            _ cosine: Double
        ) {
            let count = rows.count / n
            rows.withUnsafeMutableBufferPointer { rows in
                for row in 0..<count {
                    let (left, right) = (rows[row * n + i], rows[row * n + i + 1])
                    rows[row * n + i + 1] = sine * left + cosine * right
                    rows[row * n + i] = cosine * left - sine * right
                }
            }
        }
    }
}
