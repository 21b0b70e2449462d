import AssayCore
import AssayStatistics
import Testing

@Suite("Outcomes")
struct BundleOutcomeTests {
    @Test("All valid is complete")
    func complete() throws {
        let bundle = try Bundles.bundle([1, 1, 1])
        #expect(bundle.outcome == .complete)
        #expect(bundle.explanation == "3 valid answers")
        #expect(bundle.meta.endedBy == .allReplicates)
        #expect(!bundle.meta.earlyStopped)
        #expect(bundle.meta.earlyStopReason == nil)
        #expect(bundle.meta.kCompleted == 3)
    }

    @Test("A run ended by its rule is complete and says why it ended")
    func earlyStop() throws {
        let bundle = try Bundles.bundle([1, 1], k: 3, ending: .ruleHeld)
        #expect(bundle.outcome == .complete)
        #expect(bundle.meta.earlyStopped)
        #expect(bundle.meta.endedBy == .rule)
        #expect(bundle.meta.earlyStopReason == "stability 1.0 ≥ 0.8")
        #expect(bundle.explanation.contains("stopped early"))
    }

    @Test("A rule of votes is named with the place where it held")
    func ruleName() throws {
        let bundle = try Bundles.bundle(
            [1, 1, 1],
            k: 10,
            ending: .ruleHeld,
            options: BundleOptions(stop: LeadRule(votes: 3))
        )
        #expect(bundle.meta.stopRule == "lead(3)")
        #expect(bundle.meta.earlyStopReason == "lead(3) held after 3 of 10")
    }

    @Test("A rule that held with the last replicate stopped nothing")
    func ruleAtTheEnd() throws {
        let bundle = try Bundles.bundle([1, 1, 1], k: 3, ending: .ruleHeld)
        #expect(!bundle.meta.earlyStopped)
        #expect(bundle.meta.earlyStopReason == nil)
    }

    @Test("Failures beside valid answers make a run partial, with their causes, most frequent first")
    func partial() throws {
        var replicates = Answers.replicates([1, Answers.failed, Answers.failed, 1, Answers.failed])
        replicates[1].failure = AssayError(.badOutput, "breaks the schema")
        let bundle = try Bundles.bundle(of: replicates)
        #expect(bundle.outcome == .partial)
        #expect(bundle.explanation == "2 valid answers from 5 of 5 replicates; 2 timeout, 1 bad_output")
        #expect(bundle.failures.map(\.id) == ["r2", "r3", "r5"])
    }

    @Test("Without a valid answer a run failed")
    func failed() throws {
        let bundle = try Bundles.bundle([Answers.failed, Answers.failed])
        #expect(bundle.outcome == .failed)
        #expect(bundle.explanation == "no valid answer from 2 of 2 replicates; 2 timeout")
        #expect(bundle.summary.consensus == .null)
        #expect(try Bundles.bundle([], k: 3, ending: .cancelled).outcome == .failed)
    }

    @Test(
        "A run that ended before its time is partial and says what ended it",
        arguments: [
            (.budget(["tokens", "cost_usd"]), .budget, "budget spent: tokens, cost_usd"),
            (.deadline, .deadline, "deadline passed"), (.cancelled, .cancelled, "cancelled"),
        ] as [(BundleBuilder.Ending, BundleMetadata.Ending, String)]
    )
    func cutShort(ending: BundleBuilder.Ending, kind: BundleMetadata.Ending, reason: String) throws {
        let bundle = try Bundles.bundle([1, 1], k: 5, ending: ending)
        #expect(bundle.outcome == .partial)
        #expect(bundle.meta.endedBy == kind)
        #expect(bundle.meta.earlyStopReason == reason)
        #expect(!bundle.meta.earlyStopped)
        #expect(bundle.explanation.contains(reason))
    }

    @Test("A run abstains below the wanted confidence")
    func belowConfidence() throws {
        let options = BundleOptions(minimumConfidence: 0.9)
        let bundle = try Bundles.bundle([1, 1, 2], options: options)
        #expect(bundle.outcome == .abstained)
        #expect(bundle.explanation == "confidence 0.712 is below the wanted 0.9")
        #expect(try Bundles.bundle([1, 1, 1], options: options).outcome == .complete)
    }

    @Test("A run abstains where confidence is wanted and undefined")
    func undefinedConfidence() throws {
        let bundle = try Bundles.bundle([1], options: BundleOptions(minimumConfidence: 0.1))
        #expect(bundle.outcome == .abstained)
        #expect(bundle.explanation.contains("undefined"))
    }

    @Test("A run abstains when no field has a strict leader")
    func allTied() throws {
        #expect(try Bundles.bundle(["a", "b"]).outcome == .abstained)
        #expect(try Bundles.bundle([["x": 1, "y": 1], ["x": 2, "y": 2]]).outcome == .abstained)
    }

    @Test("A run abstains when the answers have no field in common")
    func nothingInCommon() throws {
        let bundle = try Bundles.bundle([["x": 1], ["y": 1], ["z": 1]])
        #expect(bundle.outcome == .abstained)
        #expect(bundle.summary.consensus == .null)
    }

    @Test("One field with a leader is enough, also when the leader is null")
    func oneLeader() throws {
        #expect(try Bundles.bundle([["x": 1, "y": 1], ["x": 1, "y": 2]]).outcome == .complete)
        #expect(try Bundles.bundle([["x": .null, "y": 1], ["x": .null, "y": 2]]).outcome == .complete)
        #expect(try Bundles.bundle([.null, .null]).outcome == .complete)
    }

    @Test("A run whose fields all are ignored has nothing to abstain from")
    func allIgnored() throws {
        let options = BundleOptions(outputSchema: ["x-assay": ["role": "ignore"]])
        #expect(try Bundles.bundle([1, 2], options: options).outcome == .complete)
    }

    @Test("The shared model is named, several are not")
    func model() throws {
        var replicates = Answers.replicates([1, 1])
        for index in 0..<2 { replicates[index].model = "m-1" }
        #expect(try Bundles.bundle(of: replicates).meta.model == "m-1")
        replicates[1].model = "m-2"
        #expect(try Bundles.bundle(of: replicates).meta.model == nil)
        replicates[0].model = nil
        #expect(try Bundles.bundle(of: replicates).meta.model == nil)
    }

    @Test("Options of the caller come on top of the tool's defaults")
    func toolOptions() throws {
        let options = BundleOptions(toolOptions: ["depth": 5, "mode": "fast"])
        #expect(try Bundles.bundle([1], options: options).meta.toolOptions == ["depth": 5, "mode": "fast"])
        #expect(try Bundles.bundle([1]).meta.toolOptions == ["depth": 2])
    }

    @Test("A schema that cannot be used is an error, not a bundle")
    func badSchema() throws {
        let error = #expect(throws: AssayError.self) {
            try Bundles.bundle([1], options: BundleOptions(outputSchema: ["x-assay": 1]))
        }
        #expect(error?.code == .invalidSchema)
    }
}

@Suite("What a run returns")
struct OrchestrationOutputTests {
    @Test("The parts of the bundle under the names of the original SDK (S3-26)")
    func members() throws {
        let bundle = try Bundles.full()
        let output = OrchestrationOutput(bundle)
        #expect(output.content == bundle.summary.consensus)
        #expect(output.status == .partial)
        #expect(output.explanation == bundle.explanation)
        #expect(output.usage == Usage(tokens: 10 + 11 + 5 + 13, costUSD: 0.75, timeMS: 4))
        #expect(output.costUSD == 0.75)
        #expect(output.traceID == String(repeating: "ab", count: 16))
        #expect(output.requestID == "order-7")
        #expect(output.elapsedMS == 120)
        #expect(output.errors.map(\.code) == [.badOutput, .timeout])
    }

    @Test("The cost stands in the metadata, as printed in the original's example (S3-27)")
    func costInMetadata() throws {
        #expect(OrchestrationOutput(try Bundles.full()).metadata == ["team": "blue", "cost_usd": 0.75])
        #expect(OrchestrationOutput(try Bundles.bundle([1])).metadata == ["cost_usd": .null])
    }

    @Test("A cost of the caller's own in the metadata stays")
    func costOfCaller() throws {
        var draft = BundleDraft(try Bundles.full())
        draft.meta.metadata = ["cost_usd": "unknown"]
        #expect(OrchestrationOutput(draft.bundle).metadata == ["cost_usd": "unknown"])
    }

    @Test("Every outcome carries the bundle and its failures")
    func outcomes() throws {
        func output(_ outcome: OutcomeKind) throws -> OrchestrationOutput {
            var draft = BundleDraft(try Bundles.bundle([1, Answers.failed]))
            draft.outcome = outcome
            return OrchestrationOutput(draft.bundle)
        }
        let failures = try Bundles.bundle([1, Answers.failed]).failures
        #expect(try output(.partial).outcome == .partial(output(.partial).bundle, failures: failures))
        #expect(try output(.complete).outcome == .complete(output(.complete).bundle))
        #expect(try output(.degraded).outcome == .degraded(output(.degraded).bundle, failures: failures))
        #expect(try output(.abstained).outcome == .abstained(output(.abstained).bundle, failures: failures))
        #expect(try output(.failed).outcome == .failed(output(.failed).bundle, failures: failures))
    }

    @Test("What nobody reported is unknown, not 0")
    func unknownUsage() throws {
        #expect(OrchestrationOutput(try Bundles.bundle([1, 1])).usage == Usage())
        #expect(OrchestrationOutput(try Bundles.bundle([1, 1])).costUSD == nil)
    }
}
