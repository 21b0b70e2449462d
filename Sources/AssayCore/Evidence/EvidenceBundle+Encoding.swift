extension EvidenceBundle {
    static func digest(
        _ meta: BundleMetadata,
        _ replicates: Replicates,
        _ summary: BundleSummary,
        _ outcome: OutcomeKind,
        _ explanation: String
    ) -> String {
        var hash = SHA256()
        let parts = EncodedParts(
            meta: meta,
            replicates: replicates,
            summary: summary,
            outcome: outcome,
            explanation: explanation
        )
        parts.write(separator: "") { hash.update($0) }
        return hash.finalizeHex()
    }

    /// The JSON document, one line per member and per replicate.
    ///
    /// - Parameter write: Receives the text in order, in pieces of some 64 KiB or one value.
    public func encode(into write: (String) -> Void) {
        var parts = EncodedParts(
            meta: meta,
            replicates: replicates,
            summary: summary,
            outcome: outcome,
            explanation: explanation
        )
        parts.circumstances = (digest, execution)
        parts.write(separator: "\n") { write(String(decoding: $0, as: UTF8.self)) }
        write("\n")
    }

    /// What all attempts at all replicates used, those of substituted tools included.
    static func usage(of replicates: Replicates, _ meta: BundleMetadata) -> Usage {
        // Rows of numbers come without usage.
        let own = Usage.total(replicates.eventful.lazy.map(\.spent))
        let before = meta.substituted.lazy.flatMap(\.replicates).map(\.spent)
        return Usage.total([own, Usage.total(before)]) ?? Usage()
    }

    static func costs(_ meta: BundleMetadata, _ usage: Usage) -> Value { [meta.tool.name: .orNull(usage.costUSD)] }

    static func seeds(_ replicates: Replicates) -> Value { .array(replicates.seeds.map { Value(seed: $0) }) }

    /// The JSON document as text.
    public var json: String {
        var text = ""
        encode { text += $0 }
        return text
    }
}

/// The members of a bundle document, streamed in the order of their keys so that a million replicates need no tree.
private struct EncodedParts {
    let meta: BundleMetadata
    let replicates: Replicates
    let summary: BundleSummary
    let outcome: OutcomeKind
    let explanation: String
    /// What stands in the document but not in the digest.
    var circumstances: (digest: String, execution: ExecutionRecord)?

    /// Writes the document.
    ///
    /// - Parameters:
    ///   - separator: What stands between members and between replicates.
    ///   - receive: Gets the bytes in pieces that end with a value.
    func write(separator: String, into receive: ([UInt8]) -> Void) {
        let digestOnly = circumstances == nil
        let usage = digestOnly ? replicates.answerUsage : EvidenceBundle.usage(of: replicates, meta)
        var writer = JSONWriter(isPretty: false)
        writer.write(json: "{" + separator)
        for case (let key, let value?) in membersBeforeMeta(usage) {
            writer.write(json: "\"\(key)\":")
            writer.write(value)
            writer.write(json: "," + separator)
        }
        writer.write(ascii: "\"meta\":")
        writeMeta(to: &writer)
        writer.write(json: ",\(separator)\"metadata\":")
        writer.write(.object(meta.metadata))
        writer.write(json: ",\(separator)\"outcome\":\"\(outcome.rawValue)\",\(separator)\"replicates\":[\(separator)")
        let rows = replicates.table.map { RowWriter($0, digestOnly: digestOnly) }
        for place in replicates.indices {
            if let rows {
                rows.write(place, to: &writer)
            } else {
                replicates[place].write(to: &writer, digestOnly: digestOnly, promise: meta.seedHonoured)
            }
            if place < replicates.count - 1 { writer.write(ascii: ",") }
            writer.write(json: separator)
            if writer.bytes.count >= 1 << 16 { writer.drain(into: receive) }
        }
        writer.write(json: "],\(separator)\"schema\":\"\(EvidenceBundle.schema)\",\(separator)")
        if !meta.substituted.isEmpty {
            writer.write(json: "\"substituted\":")
            writer.write(.array(meta.substituted.map { $0.encoded(digestOnly: digestOnly) }))
            writer.write(json: "," + separator)
        }
        writer.write(json: "\"summary\":")
        writer.write(.object(summary.encoded))
        writer.write(json: ",\(separator)\"usage_total\":")
        writer.write(usage.encoded(digestOnly: digestOnly))
        writer.write(json: separator + "}")
        writer.drain(into: receive)
    }

    /// Writes what was run, with the seeds of the replicates in place.
    private func writeMeta(to writer: inout JSONWriter) {
        var members = meta.encoded(digestOnly: circumstances == nil)
        members["seeds"] = .array([])
        writer.write(ascii: "{")
        for (place, member) in members.enumerated() {
            writer.write(json: "\(place > 0 ? "," : "")\"\(member.key)\":")
            if member.key == "seeds" { writeSeeds(to: &writer) } else { writer.write(member.value) }
        }
        writer.write(ascii: "}")
    }

    private func writeSeeds(to writer: inout JSONWriter) {
        writer.write(ascii: "[")
        for (place, seed) in replicates.seeds.enumerated() {
            if place > 0 { writer.write(ascii: ",") }
            writer.write(seed: seed)
        }
        writer.write(ascii: "]")
    }

    /// The members whose keys come before `meta`.
    private func membersBeforeMeta(_ usage: Usage) -> [(String, Value?)] {
        [
            ("cost_breakdown", EvidenceBundle.costs(meta, usage)),
            ("cost_total_usd", .orNull(usage.costUSD)),
            ("digest", circumstances.map { .string($0.digest) }),
            ("execution", circumstances.map { .object($0.execution.encoded) }),
            ("explanation", .string(explanation)),
        ]
    }
}

extension ExecutionRecord {
    var encoded: Object {
        var object: Object = [
            "run_id": .string(runID), "trace_id": .string(traceID), "request_id": .orNull(requestID),
            "executor": .string(executor), "max_parallel": Value(maxParallel), "rounds": Value(rounds),
            "discarded": Value(discarded), "discarded_usage": discardedUsage?.encoded(digestOnly: false) ?? .null,
            "reused": Value(reused), "tool_path": .orNull(toolPath), "tool_sha256": .orNull(toolSHA256),
        ]
        // Tools in this process have no sandbox and most have no manifest, and their records have no such members.
        if let sandbox { object["sandbox"] = .string(sandbox) }
        if let toolManifestSHA256 { object["tool_manifest_sha256"] = .string(toolManifestSHA256) }
        if let server { object["server"] = .string(server) }
        return object
    }
}

extension BundleMetadata {
    func encoded(digestOnly: Bool) -> Object {
        var object: Object = [
            "tool": .object(tool.encoded),
            "task": .orNull(task), "model": .orNull(model), "request_sha256": .string(requestSHA256),
            "tool_options": .object(toolOptions), "k": Value(k), "k_completed": Value(kCompleted),
            "seeds_given": .bool(seedsGiven), "unused_seeds": .array(unusedSeeds.map(Value.init(seed:))),
            "root_seed": rootSeed.map(Value.init(seed:)) ?? .null,
            "seed_honoured": .string(seedHonoured.rawValue), "stop_rule": .string(stopRule), "delta": .number(delta),
            "minimum_confidence": .orNull(minimumConfidence), "early_stopped": .bool(earlyStopped),
            "early_stop_reason": .orNull(earlyStopReason),
            "per_replicate_budget": perReplicateBudget.encoded, "global_budget": globalBudget.encoded,
            "timeout_ms": .orNull(timeoutMS), "deadline_ms": .orNull(deadlineMS), "ended_by": .string(endedBy.rawValue),
            "schema_uri": .orNull(schemaURI), "output_schema": .orNull(outputSchema),
        ]
        if let calibrator { object["calibrator"] = calibrator.document }
        if !digestOnly {
            object["request"] = .orNull(request)
            object["total_elapsed_ms"] = .integer(totalElapsedMS)
        }
        return object
    }
}

extension Replicates {
    /// What the answers used, whatever it took to get them.
    fileprivate var answerUsage: Usage { Usage.total(eventful.lazy.map(\.usage)) ?? Usage() }
}

extension Replicate {
    /// Writes the canonical JSON without a tree, because there may be a million replicates.
    ///
    /// What honoured the seed as the bundle promises adds nothing to the digest: saying so or not is the same evidence.
    fileprivate func write(to writer: inout JSONWriter, digestOnly: Bool, promise: BundleMetadata.SeedPromise) {
        writer.write(ascii: "{")
        if !digestOnly && !attempts.isEmpty {
            writer.write(member: "\"attempts\":", .array(attempts.map { $0.encoded(digestOnly: false) }))
            writer.write(ascii: ",")
        }
        writer.write(member: "\"data\":", .orNull(data))
        if !digestOnly { writer.write(member: ",\"elapsed_ms\":", .integer(elapsedMS)) }
        writer.write(member: ",\"error\":", failure.map { $0.encoded(digestOnly: digestOnly) } ?? .null)
        writer.write(member: ",\"id\":\"r", Value(index + 1))
        writer.write(member: "\",\"model\":", .orNull(model))
        if !digestOnly, let providerRequestID {
            writer.write(member: ",\"provider_request_id\":", .string(providerRequestID))
        }
        quality.write(to: &writer, isValid: failure == nil)
        writer.write(ascii: ",\"seed\":")
        writer.write(seed: seed)
        if let seedHonoured, !digestOnly || seedHonoured != promise {
            writer.write(member: ",\"seed_honoured\":", .string(seedHonoured.rawValue))
        }
        writer.write(member: ",\"usage\":", usage.map { $0.encoded(digestOnly: digestOnly) } ?? .null)
        writer.write(ascii: "}")
    }

    func encoded(digestOnly: Bool) -> Value {
        var object: Object = [
            "id": .string(id), "seed": Value(seed: seed), "data": .orNull(data), "model": .orNull(model),
            "quality": [
                "valid": .bool(failure == nil), "errors": .array(quality.errors.map(Value.string)),
                "warnings": .array(quality.warnings.map(Value.string)),
                "schema_version": .orNull(quality.schemaVersion),
            ],
            "usage": usage.map { $0.encoded(digestOnly: digestOnly) } ?? .null,
        ]
        object["error"] = failure.map { $0.encoded(digestOnly: digestOnly) } ?? .null
        if let seedHonoured { object["seed_honoured"] = .string(seedHonoured.rawValue) }
        if !digestOnly {
            object["elapsed_ms"] = .integer(elapsedMS)
            if let providerRequestID { object["provider_request_id"] = .string(providerRequestID) }
            if !attempts.isEmpty { object["attempts"] = .array(attempts.map { $0.encoded(digestOnly: false) }) }
        }
        return .object(object)
    }
}

extension Replicate.Quality {
    func write(to writer: inout JSONWriter, isValid: Bool) {
        writer.write(member: ",\"quality\":{\"errors\":", .array(errors.map(Value.string)))
        writer.write(member: ",\"schema_version\":", .orNull(schemaVersion))
        writer.write(member: ",\"valid\":", .bool(isValid))
        writer.write(member: ",\"warnings\":", .array(warnings.map(Value.string)))
        writer.write(ascii: "}")
    }
}

extension JSONWriter {
    /// Writes a name, quoted and with its punctuation, and its value.
    fileprivate mutating func write(member name: StaticString, _ value: Value) {
        write(ascii: name)
        write(value)
    }

    /// Writes a seed as ``Value/init(seed:)`` spells it.
    mutating func write(seed: UInt64) {
        let isText = seed > 1 << 53
        if isText { write(ascii: "\"") }
        write(.unsigned(seed))
        if isText { write(ascii: "\"") }
    }
}

extension Usage {
    func encoded(digestOnly: Bool) -> Value {
        var object: Object = ["tokens": .orNull(tokens), "cost_usd": .orNull(costUSD)]
        if !digestOnly { object["time_ms"] = .orNull(timeMS) }
        return .object(object)
    }
}

extension Budget {
    var encoded: Value {
        ["tokens": .orNull(tokens), "cost_usd": .orNull(costUSD), "time_ms": .orNull(timeMS)]
    }
}
