extension EvidenceBundle {
    /// Reads a stored bundle and computes its summary anew.
    ///
    /// - Parameter document: The JSON document that ``json`` writes.
    /// - Throws: ``AssayError/Code/invalidBundle`` naming the member and what belongs there; also when the stored digest
    ///   or a member that follows from others is not that of the contents, because then the document was changed after it
    ///   was written.
    public init(decoding document: Value) throws(AssayError) {
        let reader = try DocumentReader(document, at: "bundle")
        let schema = try reader.string("schema")
        guard schema == Self.schema else {
            throw AssayError(.invalidBundle, "bundle.schema must be \(Self.schema); this is another format or version")
        }
        var meta = try BundleMetadata(reader.reader("meta"), metadata: reader.object("metadata"))
        meta.substituted =
            try reader.optional("substituted") { reader throws(AssayError) in
                try reader.array("substituted").map { value throws(AssayError) in
                    try Substitution(DocumentReader(value, at: "bundle.substituted"))
                }
            } ?? []
        var replicates: [Replicate] = []
        for (index, value) in try reader.array("replicates").enumerated() {
            replicates.append(try Replicate(DocumentReader(value, at: "bundle.replicates[\(index)]"), index: index))
        }
        guard replicates.count == meta.kCompleted else {
            throw AssayError(.invalidBundle, "bundle.replicates must hold meta.k_completed elements")
        }
        let execution = try ExecutionRecord(reader.reader("execution"))
        guard let outcome = OutcomeKind(rawValue: try reader.string("outcome")) else {
            throw AssayError(.invalidBundle, "bundle.outcome must be complete, partial, degraded, abstained or failed")
        }
        self.init(
            meta: meta,
            replicates: replicates,
            summary: try Summarizer(of: meta).summarize(replicates),
            outcome: outcome,
            explanation: try reader.string("explanation"),
            execution: execution
        )
        guard try reader.string("digest") == digest else { throw Self.changed("digest") }
        try refuseChanges(in: reader)
    }

    /// Refuses changes that the digest does not show, in what is computed anew and in the request's text.
    private func refuseChanges(in reader: DocumentReader) throws(AssayError) {
        let derived: [(String, Value)] = [
            ("summary", .object(summary.encoded)), ("usage_total", usage.encoded(digestOnly: false)),
            ("cost_total_usd", .orNull(usage.costUSD)), ("cost_breakdown", Self.costs(meta, usage)),
        ]
        for (key, value) in derived where reader.value(key) ?? .null != value { throw Self.changed(key) }
        guard try reader.reader("meta").value("seeds") == Self.seeds(replicates) else {
            throw Self.changed("meta.seeds")
        }
        if let request = meta.request, SHA256.hexDigest(of: request.canonicalBytes) != meta.requestSHA256 {
            throw Self.changed("meta.request")
        }
    }

    private static func changed(_ place: String) -> AssayError {
        AssayError(.invalidBundle, "bundle.\(place) does not match the contents: the document was changed")
    }
}

extension BundleMetadata {
    init(_ reader: DocumentReader, metadata: Object) throws(AssayError) {
        let identity = try reader.reader("tool")
        guard let endedBy = Ending(rawValue: try reader.string("ended_by")) else {
            throw AssayError(
                .invalidBundle,
                "bundle.meta.ended_by must be all_replicates, rule, budget, deadline or cancelled"
            )
        }
        self.init(
            tool: try ToolIdentity(identity),
            task: try reader.optional("task") { reader throws(AssayError) in try reader.string("task") },
            model: try reader.optional("model") { reader throws(AssayError) in try reader.string("model") },
            request: reader.value("request"),
            requestSHA256: try reader.string("request_sha256"),
            toolOptions: try reader.object("tool_options"),
            k: try reader.int("k"),
            kCompleted: try reader.int("k_completed"),
            seedsGiven: try reader.bool("seeds_given"),
            unusedSeeds: try reader.seeds("unused_seeds"),
            rootSeed: try reader.optional("root_seed") { reader throws(AssayError) in try reader.seed("root_seed") },
            seedHonoured: try SeedPromise(reader),
            stopRule: try reader.string("stop_rule"),
            delta: try reader.double("delta"),
            minimumConfidence: reader.value("minimum_confidence")?.double,
            timeoutMS: reader.value("timeout_ms")?.int64,
            deadlineMS: reader.value("deadline_ms")?.int64,
            endedBy: endedBy,
            earlyStopped: try reader.bool("early_stopped"),
            earlyStopReason: reader.value("early_stop_reason")?.string,
            perReplicateBudget: try Budget(reader.reader("per_replicate_budget")),
            globalBudget: try Budget(reader.reader("global_budget")),
            schemaURI: reader.value("schema_uri")?.string,
            outputSchema: reader.value("output_schema"),
            totalElapsedMS: Int64(try reader.int("total_elapsed_ms")),
            metadata: metadata
        )
        calibrator = try reader.optional("calibrator") { reader throws(AssayError) in
            try CorrectnessCalibrator(reader.reader("calibrator"))
        }
        let given = seedsGiven ? k - kCompleted : 0
        guard (1...1_000_000).contains(k), (0...k).contains(kCompleted), unusedSeeds.count == given else {
            throw AssayError(
                .invalidBundle,
                "bundle.meta: k must be from 1 to 1,000,000, k_completed from 0 to k, unused_seeds all given ones that are left"
            )
        }
    }
}

extension BundleMetadata.SeedPromise {
    fileprivate init(_ reader: DocumentReader) throws(AssayError) {
        guard let promise = Self(rawValue: try reader.string("seed_honoured")) else {
            throw reader.error("seed_honoured", "guaranteed, best_effort or ignored")
        }
        self = promise
    }
}

extension Replicate {
    init(_ reader: DocumentReader, index: Int) throws(AssayError) {
        let quality = try reader.reader("quality")
        self.init(
            index: index,
            seed: try reader.seed("seed"),
            data: Self.data(reader, isValid: try quality.bool("valid")),
            quality: Quality(
                errors: try quality.strings("errors"),
                warnings: try quality.strings("warnings"),
                schemaVersion: quality.value("schema_version")?.string
            ),
            failure: try reader.optional("error") { reader throws(AssayError) in
                try AssayError(reader.reader("error"))
            },
            usage: try reader.optional("usage") { reader throws(AssayError) in try Usage(reader.reader("usage")) },
            elapsedMS: Int64(try reader.int("elapsed_ms")),
            model: reader.value("model")?.string,
            seedHonoured: try reader.optional("seed_honoured") { reader throws(AssayError) in
                try BundleMetadata.SeedPromise(reader)
            },
            providerRequestID: try reader.optional("provider_request_id") { reader throws(AssayError) in
                try reader.string("provider_request_id")
            }
        )
        attempts =
            try reader.optional("attempts") { reader throws(AssayError) in
                try reader.array("attempts").map { value throws(AssayError) in
                    try Attempt(DocumentReader(value, at: "attempts"))
                }
            } ?? []
    }

    /// A valid answer may be `null`; a failed replicate has none.
    private static func data(_ reader: DocumentReader, isValid: Bool) -> Value? {
        reader.value("data") ?? (isValid ? .some(.null) : .none)
    }
}

extension ExecutionRecord {
    init(_ reader: DocumentReader) throws(AssayError) {
        self.init(
            runID: try reader.string("run_id"),
            traceID: try reader.string("trace_id"),
            requestID: reader.value("request_id")?.string,
            executor: try reader.string("executor"),
            sandbox: reader.value("sandbox")?.string,
            maxParallel: try reader.int("max_parallel"),
            rounds: try reader.int("rounds"),
            discarded: try reader.int("discarded"),
            discardedUsage: try reader.optional("discarded_usage") { reader throws(AssayError) in
                try Usage(reader.reader("discarded_usage"))
            },
            reused: try reader.int("reused"),
            toolPath: reader.value("tool_path")?.string,
            toolSHA256: reader.value("tool_sha256")?.string,
            toolManifestSHA256: reader.value("tool_manifest_sha256")?.string,
            server: reader.value("server")?.string
        )
    }
}

extension Usage {
    init(_ reader: DocumentReader) {
        self.init(
            tokens: reader.value("tokens")?.int64,
            costUSD: reader.value("cost_usd")?.double,
            timeMS: reader.value("time_ms")?.int64
        )
    }
}

extension Budget {
    init(_ reader: DocumentReader) {
        self.init(
            tokens: reader.value("tokens")?.int64,
            costUSD: reader.value("cost_usd")?.double,
            timeMS: reader.value("time_ms")?.int64
        )
    }
}
