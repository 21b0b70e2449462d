import AssayCore
import AssayStatistics
import Testing

@Suite("The digest of a bundle")
struct BundleDigestTests {
    /// The document without what the digest leaves out.
    private func digested(_ document: Value) -> Value {
        var bundle = document.object ?? Object()
        for key in ["digest", "execution"] { bundle[key] = Value?.none }
        bundle["meta"] = document["meta"].map { without(["request", "total_elapsed_ms"], $0) }
        bundle["usage_total"] = document["usage_total"].map { without(["time_ms"], $0) }
        bundle["replicates"] = .array(
            (document["replicates"]?.array ?? []).map { replicate in
                var object = without(["elapsed_ms"], replicate).object ?? Object()
                object["error"] = replicate["error"].map { without(["message"], $0) }
                object["usage"] = replicate["usage"].map { without(["time_ms"], $0) }
                return .object(object)
            }
        )
        return .object(bundle)
    }

    private func without(_ keys: [String], _ value: Value) -> Value {
        guard var object = value.object else { return value }
        for key in keys { object[key] = Value?.none }
        return .object(object)
    }

    @Test("It is SHA-256 of the canonical document without times, messages, request text and execution")
    func definition() throws {
        for bundle in [try Bundles.full(), try Bundles.bundle([1, Answers.failed]), try Bundles.bundle([], k: 2)] {
            let document = try Value(json: bundle.json)
            #expect(bundle.digest == SHA256.hexDigest(of: digested(document).canonicalJSON))
            #expect(document["digest"] == .string(bundle.digest))
        }
    }

    @Test("It does not depend on how the run was carried out (law 1)")
    func independence() throws {
        let bundle = try Bundles.full()
        var draft = BundleDraft(bundle)
        draft.execution = ExecutionRecord(runID: "run-2", traceID: "", executor: "worker", maxParallel: 1)
        draft.meta.totalElapsedMS = 99_999
        for index in draft.replicates.indices {
            draft.replicates[index].elapsedMS = Int64(index * 1000)
            draft.replicates[index].usage?.timeMS = 77
            if let failure = draft.replicates[index].failure {
                draft.replicates[index].failure = AssayError(
                    failure.code,
                    "other words",
                    isRetryable: failure.isRetryable
                )
            }
        }
        let other = draft.bundle
        #expect(other != bundle)
        #expect(other.digest == bundle.digest)
    }

    @Test("It does not depend on whether the request is kept in the bundle")
    func requestKept() throws {
        func bundle(keepsRequest: Bool) throws -> EvidenceBundle {
            try BundleBuilder(
                tool: Bundles.tool,
                request: Bundles.request,
                options: BundleOptions(k: 1),
                keepsRequest: keepsRequest
            ).bundle(
                replicates: Answers.replicates([1]),
                ending: .finished,
                elapsedMS: 1,
                execution: Bundles.execution()
            )
        }
        let (with, without) = (try bundle(keepsRequest: true), try bundle(keepsRequest: false))
        #expect(without.meta.request == Value?.none)
        #expect(with.meta.request == Bundles.request)
        #expect(with.digest == without.digest)
    }

    @Test("It depends on data, seeds, validity, K, rule, options and request")
    func dependence() throws {
        let base = try Bundles.bundle([1, 1, 2])
        var digests = [base.digest]
        func add(_ change: (inout BundleDraft) -> Void) {
            var draft = BundleDraft(base)
            change(&draft)
            digests.append(draft.bundle.digest)
        }
        add { $0.replicates[2].data = 3 }
        add { $0.replicates[2].failure = AssayError(.timeout, "late") }
        add { $0.replicates[2].failure = AssayError(.badOutput, "late") }
        add { $0.replicates[2].failure = AssayError(.timeout, "late", isRetryable: true) }
        add { $0.replicates[0].usage = Usage(tokens: 1) }
        add { $0.replicates[0].usage = Usage(costUSD: 1) }
        add { $0.replicates[0].model = "m" }
        add { $0.replicates[0].quality.warnings = ["odd"] }
        add { $0.meta.k = 4 }
        add { $0.meta.stopRule = "never" }
        add { $0.meta.requestSHA256 = "0" }
        add { $0.meta.toolOptions = [:] }
        add { $0.meta.tool.version = "1.2.1" }
        add { $0.meta.tool.name = "sorted" }
        add { $0.meta.delta = 0.1 }
        add { $0.meta.task = nil }
        add { $0.meta.metadata = ["a": 1] }
        add { $0.meta.outputSchema = [:] }
        add { $0.meta.timeoutMS = 1 }
        add { $0.meta.globalBudget = Budget(tokens: 1) }
        add { $0.outcome = .partial }
        add { $0.explanation = "other" }
        add { $0.summary.tied = true }
        let seeds = try Bundles.bundle(of: [1, 1, 2].enumerated().map { Replicate(index: $0, seed: 7, data: $1) })
        digests.append(seeds.digest)
        #expect(Set(digests).count == digests.count)
    }

    @Test("Equal evidence has an equal digest, bundle by bundle")
    func repeatable() throws {
        #expect(try Bundles.full().digest == Bundles.full().digest)
        #expect(try Bundles.full().digest.count == 64)
    }

    @Test("Twice five replicates are ten, byte for byte")
    func extendable() throws {
        var generator = SeededGenerator(seed: 2)
        let answers = RandomAnswers.records(count: 10, using: &generator)
        let five = try Bundles.bundle(Array(answers.prefix(5)), k: 10, ending: .cancelled)
        let stored = try EvidenceBundle(decoding: Value(json: five.json))
        let ten = try Bundles.bundle(of: Array(stored.replicates) + Answers.replicates(answers).dropFirst(5))
        #expect(try ten.json == Bundles.bundle(answers).json)
    }
}
