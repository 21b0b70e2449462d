internal import AssayCore

/// Checks answers against the output schema and turns attempts into replicates.
struct OutputCheck: Sendable {
    private let schema: Schema?
    /// Whether extremes speak for all answers that differ in numbers only.
    private let isConvex: Bool
    /// An answer nothing is to be said about.
    private let blank: Replicate
    private let perReplicate: Budget

    init(schema: Value?, perReplicate: Budget) throws(AssayError) {
        if let schema { self.schema = try Schema(schema) } else { self.schema = nil }
        isConvex = self.schema?.isConvexInNumbers ?? true
        blank = Replicate(
            index: 0,
            seed: 0,
            data: nil,
            quality: Replicate.Quality(schemaVersion: schema?["$id"]?.string)
        )
        self.perReplicate = perReplicate
    }

    /// Whether all answers of a batch are known to meet the schema, so that they need not be checked one by one.
    func isMet(by answers: BatchAnswers) -> Bool {
        guard isConvex, let extremes = answers.extremes else { return false }
        return extremes.allSatisfy { schema?.validate(.object($0)).isEmpty ?? true }
    }

    /// The replicates of a batch all of whose answers are known to be valid.
    func table(start: Int, seeds: [UInt64], columns: [(key: String, values: [Double])], elapsed: Duration) -> Replicates
    {
        Replicates(ReplicateTable(start: start, seeds: seeds, columns: columns, elapsed: elapsed, blank: blank))
    }

    func replicate(
        index: Int,
        seed: UInt64,
        result: Result<ToolResult, AssayError>,
        signalled: Signalled?,
        elapsed: Duration,
        isChecked: Bool = false
    ) -> Replicate {
        var replicate = blank.moved(to: index, seed: seed)
        replicate.elapsed = elapsed
        if let signalled {
            replicate.quality.warnings = signalled.warnings
            replicate.usage = signalled.usage
        }
        switch result {
        case .failure(let error):
            replicate.failure = signalled?.isOverBudget == true && error.code == .cancelled ? Self.overBudget : error
        case .success(let answer):
            replicate.data = answer.data
            if let model = answer.model { replicate.model = model }
            if let promise = answer.seedHonoured { replicate.seedHonoured = promise }
            if let id = answer.providerRequestID { replicate.providerRequestID = id }
            if let usage = answer.usage { replicate.usage = (signalled?.usage ?? Usage()) + usage }
            if isOverBudget(replicate) { replicate.quality.warnings.append("the answer cost more than its budget") }
            if !isChecked { judge(answer.data, &replicate) }
        }
        return replicate
    }

    func isOver(_ usage: Usage) -> Bool {
        func exceeds<T: Comparable>(_ used: T?, _ limit: T?) -> Bool {
            guard let used, let limit else { return false }
            return used > limit
        }
        return exceeds(usage.tokens, perReplicate.tokens) || exceeds(usage.costUSD, perReplicate.costUSD)
            || exceeds(usage.timeMS, perReplicate.timeMS)
    }

    private static let overBudget = AssayError(
        .budgetExceeded,
        "the replicate used more than its budget and was stopped"
    )

    private func isOverBudget(_ replicate: Replicate) -> Bool {
        guard !perReplicate.isUnlimited else { return false }
        var used = replicate.usage ?? Usage()
        used.timeMS = used.timeMS ?? replicate.elapsedMS
        return isOver(used)
    }

    private func judge(_ data: Value, _ replicate: inout Replicate) {
        guard let violations = schema?.validate(data), !violations.isEmpty else { return }
        replicate.quality.errors = violations.prefix(10).map {
            "\($0.instanceLocation.isEmpty ? "$" : $0.instanceLocation): \($0.message)"
        }
        replicate.failure = AssayError(
            .badOutput,
            "the answer breaks the output schema at \(violations.count) place(s): \(replicate.quality.errors[0])"
        )
    }
}

/// What a tool said while it worked on a replicate.
struct Signalled: Sendable {
    /// Of the attempt in flight.
    var usage: Usage?
    /// Attempts that failed before it.
    var attempts: [Attempt] = []
    var warnings: [String] = []
    var isOverBudget = false

    /// What all attempts have used, as far as they said.
    var total: Usage { Usage.total([usage] + attempts.map(\.usage)) ?? Usage() }
}
