internal import CAssayKernels

/// Values prepared for computing many of their distances.
///
/// Equal values form a class, and only distances between classes are computed, several at a time and on all processors.
/// Results have the same bits for any number of threads and on any processor. Up to some 10,000 different values
/// ``matrix(threads:)`` holds all pairs; above, ``summary(seed:)`` samples.
public struct DistanceSource: Sendable {
    /// The number of values.
    public let count: Int

    /// The index of the first value of each class, ascending.
    public let firsts: [Int]

    let classes: [Int32]
    let kernel: any DistanceKernel
    let options: KernelOptions

    init(kernel: any DistanceKernel, distinct: DistinctRuns, options: KernelOptions) {
        self.kernel = kernel.selecting(distinct.firsts)
        self.options = options
        count = distinct.classes.count
        classes = distinct.classes
        firsts = distinct.firsts
    }

    /// The distance of two values, or nil where it is undefined.
    ///
    /// - Precondition: both indices are below ``count``.
    public subscript(i: Int, j: Int) -> Double? {
        precondition(i >= 0 && j >= 0 && i < count && j < count, "index out of range")
        if classes[i] == classes[j] { return 0 }
        let value = kernel.distance(Int(classes[i]), Int(classes[j]))
        return value.isNaN ? nil : value
    }

    /// The distances of all pairs.
    ///
    /// Memory is m·(m−1)/2 numbers for m different values: 4 MB at 1,000, 200 MB at 10,000. `threads` is the
    /// most threads that share the work; without it, one per processor.
    public func matrix(threads: Int? = nil) -> DistanceMatrix {
        DistanceMatrix(
            count: count,
            members: kernel.count == count ? nil : classes,
            entries: condensed(threads: threads)
        )
    }

    private func condensed(threads: Int?) -> CondensedDistances {
        if options.level != .swift {
            let options = resolved(pairs: CondensedDistances.pairs(kernel.count), threads)
            let filled = CondensedDistances(count: kernel.count) { kernel.fill($0, rows: [], options: options) }
            if let filled { return filled }
        }
        return CondensedDistances(count: kernel.count) { kernel.distance($0, $1) }
    }

    /// Distances from some classes to all of them, row by row; not a number where undefined.
    func rectangle(_ rows: [Int], threads: Int? = nil) -> [Double] {
        if options.level != .swift {
            let options = resolved(pairs: rows.count * kernel.count, threads)
            let filled: [Double]? = CondensedDistances.filled(rows.count * kernel.count, assay_kernel_f64, 1) {
                kernel.fill($0, rows: rows, options: options)
            }
            if var filled {
                for (place, row) in rows.enumerated() { filled[place * kernel.count + row] = 0 }
                return filled
            }
        }
        func distances(_ row: Int) -> [Double] {
            var distances = kernel.row(row, others: 0..<kernel.count)
            distances[row] = 0
            return distances
        }
        return rows.count == 1 ? distances(rows[0]) : rows.flatMap(distances)
    }

    /// Some of the classes as a source of their own, each with one value; a class may occur more than once.
    func selecting(_ labels: [Int]) -> DistanceSource {
        DistanceSource(part: kernel.picking(labels).prepared(), options: options)
    }

    init(part: any DistanceKernel, options: KernelOptions) {
        kernel = part
        self.options = options
        count = part.count
        classes = (0..<Int32(part.count)).map { $0 }
        firsts = Array(0..<part.count)
    }

    private func resolved(pairs: Int, _ threads: Int?) -> assay_kernel_options {
        var options = options
        options.most = threads ?? options.most
        return options.resolved(work: Double(pairs) * kernel.cost)
    }
}

/// Different values and how to compare them.
protocol DistanceKernel: Sendable {
    var count: Int { get }
    /// About how many nanoseconds a pair takes.
    var cost: Double { get }
    /// The largest distance there can be; nil when it depends on the values.
    var bound: Double? { get }

    /// The distance in plain Swift; not a number where undefined.
    func distance(_ i: Int, _ j: Int) -> Double

    /// Whether a row is computed in plain Swift only, at no higher price in parts.
    var isRowwise: Bool { get }

    /// The distances of one value from a run of others in plain Swift.
    func row(_ i: Int, others: Range<Int>) -> [Double]

    /// Lets the C kernels write the triangle, or a rectangle of rows; false when they cannot.
    func fill(_ output: assay_kernel_output, rows: [Int], options: assay_kernel_options) -> Bool

    /// Some of the values, in the order of the indices, which may repeat.
    func picking(_ items: [Int]) -> Self

    /// The same values, ready for many of their pairs being compared; for as few as a sample has.
    func prepared() -> Self
}

extension DistanceKernel {
    var isRowwise: Bool { false }

    func row(_ i: Int, others: Range<Int>) -> [Double] { others.map { distance(i, $0) } }

    func prepared() -> Self { self }

    /// The values at ascending indices, which is all of them when there are as many.
    func selecting(_ items: [Int]) -> Self { items.count == count ? self : picking(items) }
}
