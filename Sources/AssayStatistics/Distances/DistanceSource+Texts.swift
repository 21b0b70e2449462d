internal import CAssayKernels

extension DistanceSource {
    /// Compares texts by edit distance over the longer length, as ``Distance/normalizedLevenshtein(_:_:)-(String,String)``.
    ///
    /// Texts are equal when they are unit by unit. O(⌈m/64⌉·n) per pair, some patterns at a time. Source: Myers, J. ACM 46
    /// (1999), 395; Hyyrö 2003 for the blocks.
    public init(texts: [String], unit: TextUnit = .codePoint) {
        self.init(texts: texts, unit: unit, options: KernelOptions())
    }

    package init(texts: [String], unit: TextUnit = .codePoint, options: KernelOptions) {
        let points = unit == .codePoint ? CodePoints(texts) : CodePoints(graphemes: texts)
        let distinct = points.scalars.withUnsafeBufferPointer { DistinctRuns($0, offsets: points.offsets) }
        self.init(kernel: TextKernel(points), distinct: distinct, options: options)
    }
}

/// Texts compared by edit distance over the longer length.
struct TextKernel: DistanceKernel {
    private let points: CodePoints

    init(_ points: CodePoints) { self.points = points }

    var count: Int { points.offsets.count - 1 }

    var bound: Double? { 1 }

    var cost: Double {
        let length = Double(points.scalars.count) / Double(max(1, count))
        return 5 + 0.13 * length * (1 + length / 64)
    }

    func distance(_ i: Int, _ j: Int) -> Double {
        let (a, b) = (Array(points.scalars[range(i)]), Array(points.scalars[range(j)]))
        let longest = max(a.count, b.count)
        return longest == 0 ? 0 : Double(Distance.plainLevenshtein(a, b)) / Double(longest)
    }

    private func range(_ index: Int) -> Range<Int> { points.offsets[index]..<points.offsets[index + 1] }

    func fill(_ output: assay_kernel_output, rows: [Int], options: assay_kernel_options) -> Bool {
        var symbols = points.scalars
        let alphabet = symbols.withUnsafeMutableBufferPointer {
            $0.isEmpty ? 1 : assay_kernel_number_symbols($0.baseAddress, $0.count)
        }
        guard alphabet > 0 else { return false }
        return symbols.withUnsafeBufferPointer { symbols in
            points.offsets.withUnsafeBufferPointer { offsets in
                rows.withUnsafeBufferPointer { rows in
                    let lists = assay_kernel_lists(
                        symbols: symbols.baseAddress,
                        offsets: offsets.baseAddress,
                        count: count
                    )
                    return assay_kernel_levenshtein(
                        lists,
                        alphabet,
                        rows.baseAddress,
                        rows.count,
                        output,
                        options
                    ) == 0
                }
            }
        }
    }

    func picking(_ items: [Int]) -> TextKernel {
        var scalars: [UInt32] = []
        var offsets = [0]
        for item in items {
            scalars += points.scalars[range(item)]
            offsets.append(scalars.count)
        }
        return TextKernel(CodePoints(scalars, offsets: offsets))
    }
}
