internal import CAssayKernels

extension Moments {
    /// Below this many values, adding them one by one is as fast.
    private static let fewest = 64

    /// Adds values, several at a time.
    ///
    /// Equal to appending each up to the last digits of a double-double, so that mean and variance have the same digits; the
    /// same bits on every processor. Values that are not finite are skipped.
    public mutating func append(contentsOf values: [Double]) { append(contentsOf: values, options: KernelOptions()) }

    package mutating func append(contentsOf values: [Double], options: KernelOptions) {
        guard options.level != .swift, values.count >= Self.fewest, let first = values.first, first.isFinite else {
            for value in values { append(value) }
            return
        }
        let start = count == 0 ? first / 2 : origin
        var (largest, isFinite) = (0.0, true)
        for value in values {
            largest = max(largest, abs(value / 2 - start))
            isFinite = isFinite && value.isFinite
        }
        // A product of two sums of so different sizes could overflow inside the kernel.
        let wanted = min(max(largest == 0 ? 0 : Int(largest.exponent), -900), 900)
        guard isFinite, largest.isFinite, exponent.map({ abs($0 - wanted) < 200 }) ?? true else {
            for value in values { append(value) }
            return
        }
        origin = start
        guard largest > 0 else {
            count += values.count
            return
        }
        let used = exponent ?? wanted
        exponent = used
        let whole = values.count / 8 * 8
        let lanes = Self.lanes(values, whole, origin: start, scale: Self.power(-used), options)
        count += whole
        for lane in 0..<8 {
            deviations += DoubleDouble(sum: lanes[lane], lanes[8 + lane])
            squares += DoubleDouble(sum: lanes[16 + lane], lanes[24 + lane])
        }
        for value in values[whole...] { append(value) }
    }

    private static func lanes(
        _ values: [Double],
        _ count: Int,
        origin: Double,
        scale: Double,
        _ options: KernelOptions
    ) -> [Double] {
        [Double](unsafeUninitializedCapacity: Int(assay_kernel_moment_sums)) { lanes, written in
            values.withUnsafeBufferPointer { values in
                assay_kernel_moments(
                    values.baseAddress,
                    count,
                    origin,
                    scale,
                    lanes.baseAddress,
                    options.resolved(work: 0)
                )
            }
            written = lanes.count
        }
    }
}
