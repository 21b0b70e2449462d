extension Bootstrap {
    /// The ends of the interval among the sorted statistics of the resamples.
    ///
    /// Percentile: the quantiles at (1 ∓ level)/2. BCa: at Φ(z₀ + (z₀ + z)/(1 − a·(z₀ + z))), with the bias z₀ = Φ⁻¹ of
    /// the share of resamples below the estimate (equal ones count half, at least half of one resample on either side),
    /// and the acceleration a = Σ d³ / (6·(Σ d²)^1.5) over the deviations d of the jackknife. Quantiles are
    /// interpolated as in ``NumericSummary/quantile(_:)``. Source: Efron, JASA 82 (1987), 171.
    func limits(_ sorted: [Double], estimate: Double, jackknife: () -> [Double]) -> (low: Double, high: Double) {
        let tail = (1 - level) / 2
        switch method {
        case .percentile:
            return (Self.quantile(sorted, tail), Self.quantile(sorted, 1 - tail))
        case .bca:
            let bias = Self.bias(sorted, estimate: estimate)
            let acceleration = Self.acceleration(jackknife())
            let ends = [tail, 1 - tail].map { p in
                let z = bias + NormalDistribution.quantile(p)
                return NormalDistribution.cumulative(bias + z / max(1 - acceleration * z, 1e-12))
            }
            return (Self.quantile(sorted, ends[0]), Self.quantile(sorted, ends[1]))
        }
    }

    static func bias(_ sorted: [Double], estimate: Double) -> Double {
        let below = Double(sorted.count { $0 < estimate }) + Double(sorted.count { $0 == estimate }) / 2
        let count = Double(sorted.count)
        return NormalDistribution.quantile(min(max(below, 0.5), count - 0.5) / count)
    }

    static func acceleration(_ jackknife: [Double]) -> Double {
        guard !jackknife.isEmpty else { return 0 }
        let mean = jackknife.reduce(0, +) / Double(jackknife.count)
        var (squares, cubes) = (0.0, 0.0)
        for value in jackknife {
            let deviation = mean - value
            squares += deviation * deviation
            cubes += deviation * deviation * deviation
        }
        let scale = 6 * squares * squares.squareRoot()
        return scale > 0 && cubes.isFinite ? cubes / scale : 0
    }

    private static func quantile(_ sorted: [Double], _ p: Double) -> Double {
        OrderStatistics.interpolated(sorted, at: Double(sorted.count - 1) * min(max(p, 0), 1))
    }
}
