extension KrippendorffAlpha {
    /// Alpha at any level with an interval from resampling the units.
    ///
    /// The interval speaks about other units of the same kind, not about other raters. Each resample takes as long as the
    /// coefficient itself; for labels ``RatingTable`` is faster. nil as in ``Bootstrap/interval(units:statistic:)``.
    public static func interval(units: [[Double]], level: Level, bootstrap: Bootstrap) -> BootstrapInterval? {
        bootstrap.interval(units: units.count) { multiplicities in
            let resample = zip(units, multiplicities).flatMap { Array(repeating: $0, count: $1) }
            return KrippendorffAlpha(units: resample, level: level).value
        }
    }
}
