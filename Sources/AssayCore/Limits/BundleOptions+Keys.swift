internal import AssayStatistics

extension BundleOptions {
    /// The options of a run that may stand among a tool's, by the names they have in JSON.
    ///
    /// `schema_uri` is not one of them: only a front door that reads files can follow it.
    public static let keys = [
        "k", "seeds", "root_seed", "epsilon", "stop", "max_parallel", "per_replicate_budget", "global_budget",
        "timeout_ms",
        "deadline_ms", "minimum_confidence", "delta",
    ]

    /// Takes over what a mixed set of options says: the run's by ``keys``, everything else for the tool.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` naming the option that is not of its type.
    public mutating func apply(_ mixed: Object) throws(AssayError) {
        let reader = OptionReader(mixed)
        k = try reader.whole("k") ?? k
        seeds = try reader.seeds("seeds") ?? seeds
        rootSeed = try reader.seed("root_seed") ?? rootSeed
        epsilon = try reader.number("epsilon") ?? epsilon
        maxParallel = try reader.whole("max_parallel") ?? maxParallel
        perReplicateBudget = try reader.budget("per_replicate_budget") ?? perReplicateBudget
        globalBudget = try reader.budget("global_budget") ?? globalBudget
        timeout = try reader.duration("timeout_ms") ?? timeout
        deadline = try reader.duration("deadline_ms") ?? deadline
        minimumConfidence = try reader.number("minimum_confidence") ?? minimumConfidence
        delta = try reader.number("delta") ?? delta
        if let name = try reader.text("stop") {
            do {
                stop = try StoppingRules.parse(name)
            } catch {
                throw AssayError(.invalidArgument, "the option stop: \(error.message)")
            }
        }
        for (key, value) in mixed where !Self.keys.contains(key) { toolOptions[key] = value }
    }
}

extension Budget {
    /// Reads an object with any of the keys `tokens`, `cost_usd` and `time_ms`.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` for another key, or a limit that is not a number above 0.
    public init(_ object: Object, named name: String) throws(AssayError) {
        let reader = OptionReader(object, prefix: "\(name).")
        for (key, _) in object where !["tokens", "cost_usd", "time_ms"].contains(key) {
            throw AssayError(
                .invalidArgument,
                "\(name) has the keys tokens, cost_usd and time_ms; one given is none of them"
            )
        }
        self.init(
            tokens: try reader.whole("tokens").map { Int64($0) },
            costUSD: try reader.number("cost_usd"),
            timeMS: try reader.whole("time_ms").map { Int64($0) }
        )
        try validate(named: name)
    }
}

/// Reads options that may be absent, with errors that name the option and what belongs there.
private struct OptionReader {
    private let object: Object
    private let prefix: String

    init(_ object: Object, prefix: String = "the option ") {
        self.object = object
        self.prefix = prefix
    }

    func whole(_ key: String) throws(AssayError) -> Int? {
        try read(key, "a whole number") { $0.int64.flatMap { Int(exactly: $0) } }
    }

    func number(_ key: String) throws(AssayError) -> Double? { try read(key, "a number", \.double) }

    func text(_ key: String) throws(AssayError) -> String? { try read(key, "a string", \.string) }

    func seed(_ key: String) throws(AssayError) -> UInt64? {
        try read(key, "a whole number from 0 to 2^64 - 1", \.seed)
    }

    func seeds(_ key: String) throws(AssayError) -> [UInt64]? {
        try read(key, "an array of whole numbers from 0 to 2^64 - 1") { value in
            let seeds = value.array?.compactMap(\.seed)
            return seeds?.count == value.array?.count ? seeds : nil
        }
    }

    func duration(_ key: String) throws(AssayError) -> Duration? {
        try read(key, "a whole number of milliseconds above 0") {
            $0.int64.flatMap { $0 > 0 ? .milliseconds($0) : nil }
        }
    }

    func budget(_ key: String) throws(AssayError) -> Budget? {
        guard let limits = try read(key, "an object of limits", \.object) else { return nil }
        return try Budget(limits, named: key)
    }

    /// The option, or `nil` where it is absent or `null`.
    private func read<T>(_ key: String, _ kind: String, _ get: (Value) -> T?) throws(AssayError) -> T? {
        switch object[key] {
        case nil, .null?: return nil
        case let value?:
            guard let option = get(value) else { throw AssayError(.invalidArgument, "\(prefix)\(key) must be \(kind)") }
            return option
        }
    }
}
