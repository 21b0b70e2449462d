internal import AssayCore

extension ReliableOrchestrator {
    /// Runs the call of a key, or returns what it came to before.
    func runOnce(_ call: ReliableCall, key: String, fingerprint: String) async throws -> OrchestrationOutput {
        let runID = call.config.store.map { _ in engine.freshRunID() }
        let claim = IdempotencyClaim(
            key: key,
            fingerprint: fingerprint,
            owner: "assay",
            lease: reliability.idempotencyLease,
            isRepeatable: try isRepeatable(call),
            runID: runID
        )
        var call = call
        let began = timeline.now()
        let answer = try await answer(to: claim, within: call.config.timeout)
        call.waited(timeline.now() - began)
        switch answer {
        case .claimed(let token):
            call.record(under: runID, isTakenOver: false)
            return try await execute(call, holding: claim, token: token)
        case .takenOver(let token, let runID):
            call.record(under: runID, isTakenOver: true)
            return try await execute(call, holding: claim, token: token)
        case .finished(let result): return try Self.replay(result)
        case .conflict: throw ConflictError(key: key)
        case .inFlight:
            throw AssayError(.inFlight, "another process still runs the call of this key", isRetryable: true)
        case .unknown:
            throw AssayError(
                .unknownOutcome,
                "the call of this key was cut short and must not be repeated blindly: look what it has done, then "
                    + "resolve the key"
            )
        }
    }

    /// A plan may choose any tool, so all of them must be repeatable.
    private func isRepeatable(_ call: ReliableCall) throws(AssayError) -> Bool {
        guard let name = call.toolName else {
            return registry.listTools().values.allSatisfy { $0.isRepeatable(underKey: true) }
        }
        var names = [name]
        names += (reliability.fallbacks[name] ?? []).prefix(reliability.maxFallbacks)
        for name in names where try !registry.tool(named: name).descriptor.isRepeatable(underKey: true) { return false }
        return true
    }

    /// Waits for another process that holds the key, but not past the deadline.
    private func answer(to claim: IdempotencyClaim, within limit: Duration?) async throws -> ClaimAnswer {
        let end = limit.map { timeline.now() + $0 }
        var pause = Duration.milliseconds(50)
        while true {
            let answer = try await store.claim(claim)
            guard case .inFlight(_, let remaining) = answer else { return answer }
            let wake = timeline.now() + max(.milliseconds(1), min(pause, remaining))
            try await timeline.sleep(until: end.map { min($0, wake) } ?? wake)
            // A call that begins at its deadline is cut short at once, perhaps in the middle of an effect.
            if let end, timeline.now() >= end { return answer }
            pause = min(.seconds(1), pause * 2)
        }
    }

    private static func replay(_ result: [UInt8]) throws(AssayError) -> OrchestrationOutput {
        var output = OrchestrationOutput(try EvidenceBundle(decoding: Value(jsonBytes: result)))
        output.isReplayed = true
        return output
    }

    private func execute(
        _ call: ReliableCall,
        holding claim: IdempotencyClaim,
        token: Int64
    ) async throws -> OrchestrationOutput {
        let heartbeat = heartbeat(claim, token)
        defer { heartbeat.cancel() }
        var output: OrchestrationOutput
        do {
            output = try await execute(call)
        } catch {
            // An error means that nothing has run. Later substitutes throw only after others have.
            try? await store.release(claim.key, token: token)
            throw error
        }
        do throws(AssayError) {
            try await record(output, claim, token)
        } catch {
            output.storeFailure = error
        }
        return output
    }

    /// Replays what is final; frees the key where another try may help and does no harm.
    private func record(
        _ output: OrchestrationOutput,
        _ claim: IdempotencyClaim,
        _ token: Int64
    ) async throws(AssayError) {
        switch output.bundle.finality {
        case .final:
            let bytes = Array(output.bundle.json.utf8)
            try await store.complete(claim.key, token: token, result: bytes, ttl: reliability.idempotencyTTL)
        case .untouched: try await store.release(claim.key, token: token)
        case .open where claim.isRepeatable: try await store.release(claim.key, token: token)
        case .open: try await store.abandon(claim.key, token: token)
        }
    }

    private func heartbeat(_ claim: IdempotencyClaim, _ token: Int64) -> Task<Void, Never> {
        let timeline = timeline
        let store = store
        return Task {
            while !Task.isCancelled {
                let next = timeline.now() + claim.lease / 3
                guard (try? await timeline.sleep(until: next)) != nil else { return }
                do throws(AssayError) {
                    try await store.renew(claim.key, token: token, lease: claim.lease)
                } catch {
                    if error.code == .staleClaim { return }
                }
            }
        }
    }
}

extension ReliableCall {
    fileprivate mutating func record(under runID: String?, isTakenOver: Bool) {
        guard let runID, let store = config.store else { return }
        trail = RunTrail(runID: runID, store: store, isTakenOver: isTakenOver)
    }
}

/// What the end of a run means for its idempotency key.
enum Finality {
    /// The same call gets the same result.
    case final
    /// The tool was never reached.
    case untouched
    /// The run was cut short, or failed in a way that another try may help.
    case open
}

extension EvidenceBundle {
    var finality: Finality {
        if meta.endedBy == .cancelled { return replicates.isEmpty ? .untouched : .open }
        guard outcome == .failed else { return .final }
        if meta.endedBy == .deadline { return .open }
        let classes = Set(
            (replicates + meta.substituted.flatMap(\.replicates)).compactMap(\.failure).map(FailureClass.init)
        )
        let harmless: Set<FailureClass> = [.beforeExecution, .refused]
        if classes.isSubset(of: harmless) { return .untouched }
        return classes.contains(.transient) || !classes.isDisjoint(with: harmless) ? .open : .final
    }
}
