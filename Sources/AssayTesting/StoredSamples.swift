internal import AssayCore

/// Small runs for the checks of stores.
enum StoredSamples {
    static let replicates = [replicate(0), failed]

    static func replicate(_ index: Int) -> Replicate {
        Replicate(
            index: index,
            seed: UInt64.max - UInt64(index),
            data: ["answer": "ä\n", "size": 0.1],
            usage: Usage(tokens: 5, costUSD: 0.25, timeMS: 3),
            elapsedMS: 12,
            model: "m"
        )
    }

    private static let failed: Replicate = {
        var replicate = Replicate(
            index: 1,
            seed: 23,
            data: nil,
            quality: Replicate.Quality(errors: ["e"], warnings: ["w"], schemaVersion: "s"),
            failure: AssayError(.timeout, "too late", isRetryable: true)
        )
        replicate.attempts = [
            Attempt(number: 1, failure: AssayError(.toolFailed, "no luck", isRetryable: true), usage: Usage(tokens: 1)),
            Attempt(number: 2, failure: replicate.failure, elapsedMS: 9, delayMS: 4),
        ]
        return replicate
    }()

    private static func builder(k: Int) -> BundleBuilder {
        BundleBuilder(
            tool: ToolDescriptor(name: "sample", version: "1.2.3"),
            request: ["question": "why?"],
            options: BundleOptions(k: k, globalBudget: Budget(tokens: 1000)),
            metadata: ["team": "blue"]
        )
    }

    private static func execution(_ id: String) -> ExecutionRecord {
        ExecutionRecord(
            runID: id,
            traceID: String(repeating: "ab", count: 16),
            executor: "in_process",
            maxParallel: 2
        )
    }

    static func plan(_ id: String, k: Int = 2) throws(AssayError) -> EvidenceBundle {
        try builder(k: k).plan(execution: execution(id))
    }

    static func bundle(_ id: String) throws(AssayError) -> EvidenceBundle {
        try builder(k: 2).bundle(replicates: replicates, ending: .finished, elapsedMS: 20, execution: execution(id))
    }

    static func events(_ id: String) -> [Event] {
        let kinds: [Event.Kind] = [
            .toolStarted(tool: "sample", version: "1.2.3", k: 2, stopRule: "never"),
            .replicateStarted(replicate: "r1", seed: .max),
            .error(AssayError(.timeout, "too late", isRetryable: true), replicate: "r2"),
            .tool(replicate: "r1", name: "note", data: ["x": [1, nil, 0.5]]),
        ]
        return kinds.enumerated().map { place, kind in
            Event(
                runID: id,
                traceID: String(repeating: "ab", count: 16),
                sequence: place,
                elapsedMS: Int64(place),
                kind: kind
            )
        }
    }
}
