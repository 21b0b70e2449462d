internal import CAssayKernels

extension KrippendorffAlpha {
    /// Compares the ratings of a table, rater by rater: rater r's rating of unit u is `table[r * units + u]`.
    ///
    /// Not a number is missing, and so is what a last, shorter row does not have. The fastest form, for the whole numbers
    /// of a short scale above all. The value has the same bits for any number of threads and on any processor, and is
    /// within rounding of that of ``init(units:level:)``. `threads` is the most threads that share the work; without it,
    /// one per processor.
    public init(table: [Double], units: Int, level: Level, threads: Int? = nil) {
        self.init(table: table, units: units, level: level, options: KernelOptions(most: threads))
    }

    package init(table: [Double], units: Int, level: Level, options: KernelOptions) {
        guard units > 0, !table.isEmpty else {
            self.init(units: [], level: level)
            return
        }
        let missing = (units - table.count % units) % units
        let whole = missing == 0 ? table : table + Array(repeating: .nan, count: missing)
        if let sums = KrippendorffSums(table: whole, units: units, level: level, options: options) {
            self.init(sums)
        } else {
            let raters = whole.count / units
            let lists = (0..<units).map { unit in (0..<raters).map { whole[$0 * units + unit] } }
            self.init(units: lists, level: level)
        }
    }
}

extension KrippendorffSums {
    /// The sums by a kernel, or nil where the plain version is needed.
    init?(table: [Double], units: Int, level: KrippendorffAlpha.Level, options: KernelOptions) {
        guard options.level != .swift else { return nil }
        let call = options.resolved(work: 0.3 * Double(table.count))
        let raters = table.count / units
        switch level {
        case .nominal: self.init(nominal: table, raters, units, call)
        case .interval: self.init(interval: table, raters, units, call)
        case .ordinal: self.init(ordinal: table, raters, units, call)
        case .ratio: return nil
        }
    }

    private init(_ sums: assay_kernel_ratings) {
        observed = sums.observed
        expected = sums.expected
        units = sums.units
        ratings = sums.ratings
        undefined = sums.ratings == 0 ? .noPairs : sums.expected > 0 ? nil : .noVariation
    }

    private init?(nominal table: [Double], _ raters: Int, _ units: Int, _ call: assay_kernel_options) {
        guard let counted = CountedRatings(table, raters, units, call) else { return nil }
        self.init(counted.sums)
    }

    private init?(interval table: [Double], _ raters: Int, _ units: Int, _ call: assay_kernel_options) {
        var sums = assay_kernel_ratings()
        guard assay_kernel_alpha_interval(table, raters, units, &sums, call) == 0 else { return nil }
        self.init(sums)
    }

    /// Replaces whole numbers by their mid-ranks, which are an interval scale.
    private init?(ordinal table: [Double], _ raters: Int, _ units: Int, _ call: assay_kernel_options) {
        guard let counted = CountedRatings(table, raters, units, call) else { return nil }
        var ranks: [Double] = []
        var below = 0.0
        for total in counted.totals {
            ranks.append(below + Double(total) / 2)
            below += Double(total)
        }
        let ranked = table.map { $0.isNaN ? $0 : ranks[Int($0 - counted.lowest)] }
        self.init(interval: ranked, raters, units, call)
    }
}

/// The nominal sums of a table of whole numbers from a short range.
private struct CountedRatings {
    let lowest: Double
    private(set) var totals: [UInt64]
    private(set) var sums = assay_kernel_ratings()

    /// Returns nil when the table holds anything else.
    init?(_ table: [Double], _ raters: Int, _ units: Int, _ call: assay_kernel_options) {
        // Most often the first units show the lowest rating; all of them are read when they do not.
        let guess = Self.lowest(table.prefix(1024))
        if let counted = Self(table, raters, units, call, lowest: guess) {
            self = counted
        } else {
            let lowest = Self.lowest(table[...])
            guard lowest != guess, let counted = Self(table, raters, units, call, lowest: lowest) else { return nil }
            self = counted
        }
    }

    private init?(_ table: [Double], _ raters: Int, _ units: Int, _ call: assay_kernel_options, lowest: Double) {
        guard lowest.rounded() == lowest, abs(lowest) < 0x1p50 else { return nil }
        self.lowest = lowest
        totals = Array(repeating: 0, count: Int(assay_kernel_categories))
        guard assay_kernel_alpha_nominal(table, raters, units, lowest, &totals, &sums, call) == 0 else { return nil }
    }

    private static func lowest(_ values: ArraySlice<Double>) -> Double {
        let lowest = values.reduce(Double.infinity) { $1 < $0 ? $1 : $0 }
        return lowest == .infinity ? 0 : lowest
    }
}
