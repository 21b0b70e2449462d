import AssayCore

/// Bundles made from bare answers.
enum Bundles {
    static let tool = ToolDescriptor(name: "sorter", version: "1.2.0", defaultOptions: ["depth": 2])
    static let request: Value = ["items": [3, 1, 2]]

    static func execution(run: String = "run-1") -> ExecutionRecord {
        ExecutionRecord(
            runID: run,
            traceID: String(repeating: "ab", count: 16),
            executor: "in_process",
            maxParallel: 10
        )
    }

    static func bundle(
        _ answers: [Value?],
        k: Int? = nil,
        ending: BundleBuilder.Ending = .finished,
        options: BundleOptions = BundleOptions()
    ) throws -> EvidenceBundle {
        try bundle(of: Answers.replicates(answers), k: k, ending: ending, options: options)
    }

    static func bundle(
        of replicates: [Replicate],
        k: Int? = nil,
        ending: BundleBuilder.Ending = .finished,
        options: BundleOptions = BundleOptions(),
        execution: ExecutionRecord = execution(),
        elapsedMS: Int64 = 12
    ) throws -> EvidenceBundle {
        var options = options
        options.k = k ?? replicates.count
        return try BundleBuilder(tool: tool, request: request, options: options, task: "sort")
            .bundle(replicates: replicates, ending: ending, elapsedMS: elapsedMS, execution: execution)
    }

    /// A bundle with something in every member.
    static func full() throws -> EvidenceBundle {
        let answers: [Value] = [
            ["label": "a", "score": 1.5, "sizes": [1, 2]], ["label": "a", "score": 1.75, "sizes": [1, 3]],
            ["label": "b", "score": 1.25, "sizes": [1, 2], "note": .null], ["label": 1],
        ]
        var replicates = answers.enumerated().map { index, answer in
            Replicate(
                index: index,
                seed: [11, .max, 47, 59][index],
                data: answer,
                usage: Usage(tokens: Int64(10 + index), costUSD: 0.25, timeMS: Int64(index)),
                elapsedMS: 3,
                model: "m-1"
            )
        }
        replicates[1].quality.warnings = ["the list was long"]
        replicates[2].usage = Usage(tokens: 5)
        replicates[3].quality = Replicate.Quality(
            errors: ["/label must be a string"],
            schemaVersion: "https://example.org/s"
        )
        replicates[3].failure = AssayError(.badOutput, "the output breaks its schema", isRetryable: true)
        replicates.append(
            Replicate(index: 4, seed: 71, data: nil, failure: AssayError(.timeout, "no answer in time"), elapsedMS: 50)
        )
        let options = BundleOptions(
            k: 6,
            seeds: [11, .max, 47, 59, 71, 83],
            rootSeed: 1 << 60,
            perReplicateBudget: Budget(tokens: 100),
            globalBudget: Budget(costUSD: 2.5, timeMS: 9000),
            timeout: .milliseconds(50),
            deadline: .seconds(3),
            minimumConfidence: 0.25,
            toolOptions: ["mode": "fast"],
            outputSchema: ["properties": ["score": ["x-assay": ["tolerance": 0.5]]]],
            schemaURI: "file:schema.json",
            delta: 0.1
        )
        var execution = execution()
        execution.requestID = "order-7"
        execution.rounds = 2
        execution.discarded = 1
        execution.discardedUsage = Usage(tokens: 7)
        execution.reused = 1
        execution.toolPath = "/opt/tools/sorter.so"
        execution.toolSHA256 = String(repeating: "c", count: 64)
        return try BundleBuilder(
            tool: tool,
            request: request,
            options: options,
            task: "sort",
            metadata: ["team": "blue"]
        )
        .bundle(replicates: replicates, ending: .budget(["cost_usd"]), elapsedMS: 120, execution: execution)
    }
}
