public import AssayCore
public import AssayStatistics

extension Engine {
    /// Adds replicates to a finished bundle: the result equals a fresh run of the larger K, times aside.
    ///
    /// The replicates of the bundle are taken over, not run again, except those cut short by a cancellation or the
    /// deadline; adding 0 finishes an interrupted run. The stopping rule judges anew under the larger K, but never drops
    /// an answer that is there.
    ///
    /// - Parameters:
    ///   - bundle: What is extended.
    ///   - more: How many replicates are wanted on top of the bundle's K.
    ///   - tool: The tool that made the bundle.
    ///   - seeds: Seeds for the new replicates, where the bundle's were given by hand.
    ///   - rule: Another stopping rule, or the caller's own, which no file can hold.
    ///   - request: The request, where the bundle holds only its hash.
    ///   - context: Who watches; task and metadata are the bundle's.
    ///   - maxParallel: The most replicates in flight at once.
    /// - Returns: the run.
    /// - Throws: ``AssayError`` when the tool or the request is another one, or the options cannot be used.
    public func extend(
        _ bundle: EvidenceBundle,
        by more: Int,
        with tool: any Tool,
        seeds: [UInt64]? = nil,
        rule: (any StoppingRule)? = nil,
        request: Value? = nil,
        context: RunContext = RunContext(),
        maxParallel: Int = 10
    ) throws(AssayError) -> Run {
        guard more >= 0, more <= 1_000_000 else {
            throw AssayError(.invalidArgument, "the number of replicates to add must be from 0 to 1,000,000")
        }
        var options = try Self.options(of: bundle, with: tool, rule: rule)
        options.maxParallel = maxParallel
        options.k += more
        if bundle.meta.seedsGiven {
            guard let seeds = seeds ?? (more == 0 ? [] : nil), seeds.count == more else {
                throw AssayError(
                    .invalidArgument,
                    "the bundle's seeds were given by hand: give \(more) seeds for the new replicates"
                )
            }
            options.seeds = bundle.givenSeeds + seeds
        }
        var context = context
        context.metadata = bundle.meta.metadata
        context.task = bundle.meta.task
        return try start(
            tool,
            request: try Self.request(of: bundle, given: request),
            options: options,
            context: context,
            reusing: bundle.replicates.filter { $0.failure?.code != .cancelled && $0.failure?.code != .deadline },
            notes: Self.notes(bundle, tool),
            prior: PriorRuns(substituted: bundle.meta.substituted)
        )
    }

    /// Runs a bundle again, from its own request, options and seeds.
    ///
    /// Equal evidence has an equal ``EvidenceBundle/digest``.
    ///
    /// - Parameters:
    ///   - bundle: What is run again.
    ///   - tool: The tool that made the bundle.
    ///   - rule: The stopping rule, where it is the caller's own, which no file can hold.
    ///   - request: The request, where the bundle holds only its hash.
    ///   - context: Who watches; task and metadata are the bundle's.
    ///   - maxParallel: The most replicates in flight at once.
    /// - Returns: the run.
    /// - Throws: ``AssayError`` when the tool or the request is another one, or the options cannot be used.
    public func rerun(
        _ bundle: EvidenceBundle,
        with tool: any Tool,
        rule: (any StoppingRule)? = nil,
        request: Value? = nil,
        context: RunContext = RunContext(),
        maxParallel: Int = 10
    ) throws(AssayError) -> Run {
        var options = try Self.options(of: bundle, with: tool, rule: rule)
        options.maxParallel = maxParallel
        if bundle.meta.seedsGiven { options.seeds = bundle.givenSeeds }
        var context = context
        context.metadata = bundle.meta.metadata
        context.task = bundle.meta.task
        let request = try Self.request(of: bundle, given: request)
        return try start(tool, request: request, options: options, context: context, reusing: [])
    }

    /// Answers of two builds of a plugin in one bundle are worth a word.
    static func notes(_ bundle: EvidenceBundle, _ tool: any Tool) -> [String] {
        let origin = tool.descriptor.origin
        var notes: [String] = []
        if let before = bundle.execution.toolSHA256, let now = origin.sha256, before != now {
            notes.append("the tool's file is not the one that made the bundle: answers of two builds stand in it")
        }
        if let before = bundle.execution.toolManifestSHA256, let now = origin.manifestSHA256, before != now {
            notes.append("the tool's manifest is not the one that made the bundle: answers of two tools stand in it")
        }
        return notes
    }

    static func options(
        of bundle: EvidenceBundle,
        with tool: any Tool,
        rule: (any StoppingRule)?
    ) throws(AssayError) -> BundleOptions {
        let meta = bundle.meta
        let identity = tool.descriptor
        guard identity.name == meta.tool.name, identity.version == meta.tool.version else {
            throw AssayError(
                .invalidArgument,
                "the bundle was made by \(meta.tool.name) \(meta.tool.version), not \(identity.name) \(identity.version)"
            )
        }
        // A schema with an address of its own was given, whatever the tool's own is.
        let isToolsOwn = meta.schemaURI == nil && meta.outputSchema == identity.outputSchema
        return BundleOptions(
            k: meta.k,
            rootSeed: meta.rootSeed,
            stop: try stoppingRule(meta.stopRule, given: rule),
            perReplicateBudget: meta.perReplicateBudget,
            globalBudget: meta.globalBudget,
            timeout: meta.timeoutMS.map { .milliseconds($0) },
            deadline: meta.deadlineMS.map { .milliseconds($0) },
            minimumConfidence: meta.minimumConfidence,
            toolOptions: meta.toolOptions,
            outputSchema: isToolsOwn ? nil : meta.outputSchema,
            schemaURI: meta.schemaURI,
            delta: meta.delta,
            calibrator: meta.calibrator
        )
    }

    private static func stoppingRule(
        _ name: String,
        given: (any StoppingRule)?
    ) throws(AssayError) -> any StoppingRule {
        if let given { return given }
        do {
            return try StoppingRules.parse(name)
        } catch {
            throw AssayError(.invalidArgument, "the bundle's stopping rule is the caller's own: hand it in again")
        }
    }

    static func request(of bundle: EvidenceBundle, given: Value?) throws(AssayError) -> Value {
        guard let request = given ?? bundle.meta.request else {
            throw AssayError(.invalidArgument, "the bundle holds only the hash of its request: give the request again")
        }
        guard SHA256.hexDigest(of: request.canonicalBytes) == bundle.meta.requestSHA256 else {
            throw AssayError(.invalidArgument, "the request is not the one of the bundle: its SHA-256 differs")
        }
        return request
    }
}

extension EvidenceBundle {
    /// The seeds the caller gave, used and unused.
    var givenSeeds: [UInt64] { replicates.map(\.seed) + meta.unusedSeeds }
}
