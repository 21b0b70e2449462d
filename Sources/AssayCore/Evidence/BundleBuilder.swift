internal import AssayStatistics

/// Turns the replicates of a run into a bundle.
public struct BundleBuilder: Sendable {
    private var meta: BundleMetadata
    private let minimumConfidence: Double?
    private let rule: any StoppingRule

    /// Prepares a bundle for a tool, a request and options.
    ///
    /// - Parameters:
    ///   - tool: Which tool answers, with its default options and schema.
    ///   - request: What is asked.
    ///   - options: How the tool is run.
    ///   - task: What the run is for, in the caller's words.
    ///   - metadata: Free data of the caller.
    ///   - keepsRequest: Whether the request is written into the bundle, or only its hash.
    public init(
        tool: ToolDescriptor,
        request: Value,
        options: BundleOptions,
        task: String? = nil,
        metadata: Object = [:],
        keepsRequest: Bool = true
    ) {
        rule = options.stoppingRule
        minimumConfidence = options.minimumConfidence
        meta = BundleMetadata(
            tool: BundleMetadata.ToolIdentity(tool),
            task: task,
            model: nil,
            request: keepsRequest ? request : Value?.none,
            requestSHA256: SHA256.hexDigest(of: request.canonicalBytes),
            toolOptions: tool.options(merging: options.toolOptions),
            k: options.k,
            kCompleted: 0,
            seedsGiven: options.seeds != nil,
            unusedSeeds: options.seeds ?? [],
            rootSeed: options.rootSeed,
            seedHonoured: tool.seedPromise,
            stopRule: options.stoppingRule.name,
            delta: options.delta,
            minimumConfidence: options.minimumConfidence,
            timeoutMS: options.timeout?.wholeMilliseconds,
            deadlineMS: options.deadline?.wholeMilliseconds,
            endedBy: .allReplicates,
            earlyStopped: false,
            earlyStopReason: nil,
            perReplicateBudget: options.perReplicateBudget,
            globalBudget: options.globalBudget,
            schemaURI: options.schemaURI,
            outputSchema: options.outputSchema ?? tool.outputSchema,
            totalElapsedMS: 0,
            metadata: metadata,
            calibrator: options.calibrator
        )
    }

    /// Goes on with what another builder prepared.
    init(continuing meta: BundleMetadata, rule: any StoppingRule) {
        self.meta = meta
        self.rule = rule
        minimumConfidence = meta.minimumConfidence
    }

    /// Makes the bundle that of a declared substitute for tools that gave no valid answer.
    package mutating func substitute(for tools: [Substitution]) { meta.substituted = tools }

    /// What is going to be run: a bundle without replicates, for ``RunStore``.
    ///
    /// - Throws: ``AssayError/Code/invalidSchema`` when the output schema cannot be used.
    public func plan(execution: ExecutionRecord) throws(AssayError) -> EvidenceBundle {
        try bundle(replicates: [], ending: .cancelled, elapsedMS: 0, execution: execution)
    }

    /// Why a run ended.
    public enum Ending: Sendable, Hashable {
        /// All K replicates ran.
        case finished
        /// The stopping rule held.
        case ruleHeld
        /// A limit allowed no further replicate; names the limits.
        case budget([String])
        /// The deadline passed.
        case deadline
        /// The caller cancelled.
        case cancelled

        fileprivate var kind: BundleMetadata.Ending {
            switch self {
            case .finished: .allReplicates
            case .ruleHeld: .rule
            case .budget: .budget
            case .deadline: .deadline
            case .cancelled: .cancelled
            }
        }
    }

    /// Computes the bundle.
    ///
    /// - Parameters:
    ///   - replicates: The replicates in seed order.
    ///   - ending: Why the run ended.
    ///   - elapsedMS: How long the run took, in milliseconds.
    ///   - execution: How the run was carried out.
    /// - Returns: the evidence, with its outcome.
    /// - Throws: ``AssayError/Code/invalidSchema`` when the output schema cannot be used.
    public func bundle(
        replicates: some Sequence<Replicate>,
        ending: Ending,
        elapsedMS: Int64,
        execution: ExecutionRecord
    ) throws(AssayError) -> EvidenceBundle {
        let replicates = Replicates(replicates)
        let summary = try Summarizer(of: meta).summarize(replicates)
        var meta = meta
        meta.kCompleted = replicates.count
        meta.unusedSeeds = Array(meta.unusedSeeds.dropFirst(replicates.count))
        meta.endedBy = ending.kind
        meta.earlyStopped = ending == .ruleHeld && replicates.count < meta.k
        meta.earlyStopReason = reason(for: ending, summary: summary, count: replicates.count)
        meta.totalElapsedMS = elapsedMS
        meta.model = Self.sharedModel(replicates)
        let (outcome, explanation) = degrade(judge(replicates, summary, ending))
        return EvidenceBundle(
            meta: meta,
            replicates: replicates,
            summary: summary,
            outcome: outcome,
            explanation: explanation,
            execution: execution
        )
    }

    /// An answer of a substitute is not the answer that was asked for.
    private func degrade(_ judgement: (outcome: OutcomeKind, explanation: String)) -> (OutcomeKind, String) {
        guard !meta.substituted.isEmpty else { return judgement }
        let names = meta.substituted.map(\.tool.name).joined(separator: ", ")
        let explanation = "\(meta.tool.name) in place of \(names): \(judgement.explanation)"
        let hasAnswer = judgement.outcome == .complete || judgement.outcome == .partial
        return (hasAnswer ? .degraded : judgement.outcome, explanation)
    }

    private func reason(for ending: Ending, summary: BundleSummary, count: Int) -> String? {
        switch ending {
        case .finished: nil
        case .ruleHeld where count >= meta.k: nil
        case .ruleHeld:
            if let rule = rule as? StabilityRule, let stability = summary.stability.value {
                "stability \(stability.rounded(to: 3)) ≥ \((1 - rule.epsilon).rounded(to: 3))"
            } else {
                "\(rule.name) held after \(count) of \(meta.k)"
            }
        case .budget(let names): "budget spent: \(names.joined(separator: ", "))"
        case .deadline: "deadline passed"
        case .cancelled: "cancelled"
        }
    }

    private static func sharedModel(_ replicates: Replicates) -> String? {
        guard let model = replicates.first?.model else { return nil }
        return replicates.allSatisfy { $0.model == model } ? model : nil
    }

    /// The worst that is true of the run is its outcome; a missing consensus outranks missing replicates.
    private func judge(
        _ replicates: Replicates,
        _ summary: BundleSummary,
        _ ending: Ending
    ) -> (OutcomeKind, String) {
        let valid = replicates.validCount
        let answers = valid == 1 ? "1 valid answer" : "\(valid) valid answers"
        let count = replicates.count
        let short =
            [.finished, .ruleHeld].contains(ending)
            ? "" : "; \(reason(for: ending, summary: summary, count: count) ?? "")"
        if valid == 0 {
            let causes = Self.causes(replicates)
            return (.failed, "no valid answer from \(count) of \(meta.k) replicates\(causes)\(short)")
        }
        if let minimumConfidence {
            guard let confidence = summary.confidence.value else {
                return (.abstained, "confidence is undefined: \(summary.confidence.reason ?? "")\(short)")
            }
            if confidence < minimumConfidence {
                return (
                    .abstained,
                    "confidence \(confidence.rounded(to: 3)) is below the wanted \(minimumConfidence)\(short)"
                )
            }
        }
        if !summary.hasLeader {
            return (.abstained, "no field has a strict leader among \(answers)\(short)")
        }
        if valid < count || !short.isEmpty {
            return (
                .partial,
                "\(answers) from \(count) of \(meta.k) replicates\(Self.causes(replicates))\(short)"
            )
        }
        return (.complete, "\(answers)\(count < meta.k ? ", stopped early" : "")\(Self.ties(summary))")
    }

    /// The fields without a strict leader: `; no leader for sizes[0], sizes[2]`.
    private static func ties(_ summary: BundleSummary) -> String {
        let tied = summary.fields.filter(\.tied).map(\.path)
        guard !tied.isEmpty else { return "" }
        let more = tied.count > 3 ? " and \(tied.count - 3) more" : ""
        return "; no leader for \(tied.prefix(3).joined(separator: ", "))\(more)"
    }

    /// The failures by code, most frequent first: `; 2 timeout, 1 bad_output`.
    private static func causes(_ replicates: Replicates) -> String {
        var counts: [String: Int] = [:]
        for case let failure? in replicates.eventful.map(\.failure) { counts[failure.code.rawValue, default: 0] += 1 }
        guard !counts.isEmpty else { return "" }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return "; " + sorted.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
}

extension ToolDescriptor {
    /// The tool's default options, overwritten by the caller's.
    public func options(merging given: Object) -> Object {
        var options = defaultOptions
        for (key, value) in given { options[key] = value }
        return options
    }
}

extension BundleSummary {
    /// Whether some field has a value that speaks for it; also where there is nothing to compare.
    fileprivate var hasLeader: Bool {
        // A consensus of nulls may be what all agree on, and the list of fields may be cut.
        !consensus.isAllNull || fields.contains { $0.consensus != nil } || fields.allSatisfy { $0.role == .ignore }
    }
}

extension Value {
    /// Whether nothing but `null` is in it.
    fileprivate var isAllNull: Bool {
        switch self {
        case .null: true
        case .array(let elements): elements.allSatisfy(\.isAllNull)
        case .object(let object): object.values.allSatisfy(\.isAllNull)
        default: false
        }
    }
}

extension Double {
    /// The number to that many decimals, for people.
    fileprivate func rounded(to decimals: Int) -> Double {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}
