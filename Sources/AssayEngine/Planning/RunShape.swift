import AssayCore

/// The numbers of a run among the options of a plan.
struct RunShape {
    let k: Int
    let maxParallel: Int

    /// - Throws: ``AssayError/Code/invalidArgument`` naming the option that no run could follow.
    init(_ options: Object, supportsBundle: Bool) throws(AssayError) {
        k = try Self.whole(options, "k", 1...1_000_000)
        maxParallel = try Self.whole(options, "max_parallel", 1...1024)
        try Self.share(options, "epsilon")
        try Self.share(options, "minimum_confidence")
        guard k == 1 || supportsBundle else {
            throw AssayError(.invalidArgument, "a tool of the plan has side effects: k must be 1")
        }
    }

    private static func whole(_ options: Object, _ key: String, _ range: ClosedRange<Int>) throws(AssayError) -> Int {
        guard let value = options[key]?.int64.flatMap({ Int(exactly: $0) }), range.contains(value) else {
            let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
            throw AssayError(.invalidArgument, "the option \(key) must be \(wanted)")
        }
        return value
    }

    private static func share(_ options: Object, _ key: String) throws(AssayError) {
        guard let value = options[key] else { return }
        guard let number = value.double, (0...1).contains(number) else {
            throw AssayError(.invalidArgument, "the option \(key) must be a number from 0 to 1")
        }
    }
}
