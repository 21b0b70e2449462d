import Assay

/// How long things took.
struct Times {
    private var nanoseconds: [UInt64] = []

    var count: Int { nanoseconds.count }

    mutating func add(_ time: UInt64) { nanoseconds.append(time) }

    mutating func add(_ others: Times) { nanoseconds += others.nanoseconds }

    /// Does something and notes how long it took.
    mutating func measure<T>(_ work: () throws -> T) rethrows -> T {
        let start = clock_gettime_nsec()
        defer { add(clock_gettime_nsec() - start) }
        return try work()
    }

    /// Milliseconds within which that share was done.
    func milliseconds(_ share: Double) -> Double {
        let sorted = nanoseconds.sorted()
        guard let last = sorted.indices.last else { return 0 }
        return Double(sorted[min(last, Int(Double(sorted.count) * share))]) / 1e6
    }

    /// The median, the 99th percentile and the longest.
    var document: Object {
        [
            "p50_ms": .number(milliseconds(0.5)), "p99_ms": .number(milliseconds(0.99)),
            "max_ms": .number(milliseconds(1)),
        ]
    }
}
