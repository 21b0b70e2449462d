import AssayCore
import Testing

@Suite("Reading a stored bundle")
struct BundleDecodingTests {
    /// A document with one member replaced, reached by keys and indices; `nil` removes it.
    private func changed(_ document: Value, _ path: [Step], to value: Value?) -> Value? {
        guard let step = path.first else { return value }
        let rest = Array(path.dropFirst())
        switch (document, step) {
        case (.object(var object), .key(let key)):
            object[key] = changed(object[key] ?? .null, rest, to: value)
            return .object(object)
        case (.array(var elements), .index(let index)):
            elements.replaceSubrange(
                index...index,
                with: [changed(elements[index], rest, to: value)].compactMap(\.self)
            )
            return .array(elements)
        default: return document
        }
    }

    enum Step: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case key(String)
        case index(Int)

        init(stringLiteral value: String) { self = .key(value) }
        init(integerLiteral value: Int) { self = .index(value) }
    }

    private func refusal(_ document: Value?) throws -> AssayError? {
        let document = try #require(document)
        return #expect(throws: AssayError.self) { try EvidenceBundle(decoding: document) }
    }

    @Test("A bundle survives being written and read")
    func roundTrip() throws {
        let bundles = [
            try Bundles.full(), try Bundles.bundle([1.5, 2.5, 3.5, 3.5]), try Bundles.bundle([Answers.failed]),
            try Bundles.bundle([], k: 3, ending: .deadline), try Bundles.bundle([.null, .null]),
            try Bundles.bundle(Answers.votes(3, 1), k: 9, ending: .ruleHeld),
        ]
        for bundle in bundles {
            let read = try EvidenceBundle(decoding: Value(json: bundle.json))
            #expect(read == bundle)
            #expect(read.digest == bundle.digest)
            #expect(read.json == bundle.json)
        }
    }

    @Test("Random bundles survive being written and read", arguments: 1...20)
    func randomRoundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var values = RandomValues(seed: seed)
        let count = Int.random(in: 1...9, using: &generator)
        let answers = (0..<count).map { _ in
            Int.random(in: 0..<5, using: &generator) == 0 ? Answers.failed : values.value(depth: 3)
        }
        let bundle = try Bundles.bundle(answers, k: count + 2, ending: .cancelled)
        let read = try EvidenceBundle(decoding: Value(json: bundle.json))
        #expect(read == bundle)
        #expect(read.digest == bundle.digest)
    }

    @Test("A document of another format or version is refused", arguments: ["assay.evidence/2", "", "other/1"])
    func otherVersion(schema: String) throws {
        let document = try Value(json: Bundles.full().json)
        let error = try refusal(changed(document, ["schema"], to: .string(schema)))
        #expect(error?.code == .invalidBundle)
        #expect(error?.message.contains("assay.evidence/1") == true)
    }

    @Test("Counts that no run could have are refused before anything is computed from them")
    func impossibleCounts() throws {
        let document = try Value(json: Bundles.full().json)
        for k in [0, -5, 1_000_001, Int64.max] {
            let error = try refusal(changed(document, ["meta", "k"], to: .integer(k)))
            #expect(error?.message.contains("k must be from 1 to 1,000,000") == true)
        }
    }

    @Test("A document of which one answer was changed is refused")
    func changedAnswer() throws {
        let document = try Value(json: Bundles.full().json)
        let error = try refusal(changed(document, ["replicates", 0, "data", "label"], to: "b"))
        #expect(error?.code == .invalidBundle)
        #expect(error?.message.contains("changed") == true)
    }

    @Test(
        "A change anywhere in what the digest covers is refused",
        arguments: [
            (["replicates", 1, "seed"], 12), (["replicates", 4, "error", "code"], "cancelled"),
            (["meta", "delta"], 0.2), (["meta", "stop_rule"], "never"), (["meta", "request_sha256"], "00"),
            (["meta", "seeds", 0], 12), (["meta", "tool", "version"], "9"), (["explanation"], "all is well"),
            (["outcome"], "complete"), (["metadata", "team"], "red"), (["digest"], "00"),
            (["replicates", 0, "usage", "cost_usd"], 0.01),
        ] as [([Step], Value)]
    )
    func changedMember(path: [Step], value: Value) throws {
        let document = try Value(json: Bundles.full().json)
        let error = try refusal(changed(document, path, to: value))
        #expect(error?.code == .invalidBundle)
        #expect(error?.message.contains("changed") == true)
    }

    @Test(
        "A change in what is computed anew, or in the request's text, is refused as well",
        arguments: [
            (["summary", "confidence"], 0.999), (["summary", "consensus", "label"], "b"),
            (["summary", "disagreements"], []), (["summary", "certificate", "certified"], true),
            (["cost_total_usd"], 0), (["cost_breakdown", "sorter"], 0), (["usage_total", "tokens"], 1),
            (["meta", "request", "items"], [1]), (["summary", "pairwise_distance", 0, 1], 0),
        ] as [([Step], Value)]
    )
    func changedDerived(path: [Step], value: Value) throws {
        let document = try Value(json: Bundles.full().json)
        let error = try refusal(changed(document, path, to: value))
        #expect(error?.code == .invalidBundle)
        #expect(error?.message.contains("changed") == true)
    }

    @Test("Times and the execution record may differ: they are no evidence")
    func changedSidelines() throws {
        let bundle = try Bundles.full()
        var document = try Value(json: bundle.json)
        for path in [["execution", "run_id"], ["meta", "total_elapsed_ms"], ["replicates", 0, "elapsed_ms"]] as [[Step]]
        {
            document = try #require(changed(document, path, to: path.count == 2 && path[0].isExecution ? "run-9" : 5))
        }
        let read = try EvidenceBundle(decoding: document)
        #expect(read.execution.runID == "run-9")
        #expect(read.meta.totalElapsedMS == 5)
        #expect(read.digest == bundle.digest)
    }

    @Test("A request kept out of the bundle stays out")
    func withoutRequest() throws {
        let bundle = try BundleBuilder(
            tool: Bundles.tool,
            request: Bundles.request,
            options: BundleOptions(k: 1),
            keepsRequest: false
        ).bundle(replicates: Answers.replicates([1]), ending: .finished, elapsedMS: 1, execution: Bundles.execution())
        #expect(!bundle.json.contains("[3,1,2]"))
        #expect(try EvidenceBundle(decoding: Value(json: bundle.json)) == bundle)
    }
}

extension BundleDecodingTests.Step {
    var isExecution: Bool { if case .key("execution") = self { true } else { false } }
}

extension BundleDecodingTests {
    @Test("A document that is no object is refused", arguments: [.null, [], 1, "bundle"] as [Value])
    func noObject(document: Value) throws {
        #expect(try refusal(document)?.code == .invalidBundle)
    }

    @Test(
        "A member that is missing or of the wrong type is named with its place",
        arguments: [
            (["meta"], "bundle.meta"), (["meta", "k"], "bundle.meta.k"),
            (["meta", "tool", "name"], "bundle.meta.tool.name"),
            (["replicates"], "bundle.replicates"), (["replicates", 2, "seed"], "bundle.replicates[2].seed"),
            (["replicates", 2, "quality", "valid"], "bundle.replicates[2].quality.valid"),
            (["replicates", 3, "error", "code"], "bundle.replicates[3].error.code"),
            (["execution", "run_id"], "bundle.execution.run_id"), (["outcome"], "bundle.outcome"),
            (["meta", "ended_by"], "bundle.meta.ended_by"), (["meta", "seed_honoured"], "bundle.meta.seed_honoured"),
            (["replicates", 1, "quality", "warnings"], "bundle.replicates[1].quality.warnings"),
        ] as [([Step], String)]
    )
    func malformed(path: [Step], place: String) throws {
        let document = try Value(json: Bundles.full().json)
        for value in [Value?.none, .number(0.5), ["odd": true]] {
            let error = try refusal(changed(document, path, to: value))
            #expect(error?.code == .invalidBundle)
            #expect(error?.message.contains(place) == true)
        }
    }

    @Test("More or fewer replicates than were completed are refused")
    func replicateCount() throws {
        let document = try Value(json: Bundles.full().json)
        #expect(try refusal(changed(document, ["replicates", 4], to: Value?.none))?.code == .invalidBundle)
        #expect(try refusal(changed(document, ["meta", "k_completed"], to: 4))?.code == .invalidBundle)
    }

    @Test("No change of a document can stop the program", arguments: 1...40)
    func hostileDocuments(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var values = RandomValues(seed: seed)
        let document = try Value(json: Bundles.full().json)
        for _ in 0..<10 {
            let hostile = mutated(document, &generator) { values.value(depth: 2) }
            if hostile == document { continue }
            do {
                _ = try EvidenceBundle(decoding: hostile)
            } catch {
                #expect([.invalidBundle, .invalidSchema].contains(error.code))
            }
        }
    }

    /// The value with one random part of it replaced.
    private func mutated(_ value: Value, _ generator: inout SeededGenerator, _ make: () -> Value) -> Value {
        switch value {
        case .object(var object) where !object.isEmpty && Int.random(in: 0..<8, using: &generator) > 0:
            let keys = Array(object.keys)
            let key = keys[Int.random(in: 0..<keys.count, using: &generator)]
            object[key] = mutated(object[key] ?? .null, &generator, make)
            return .object(object)
        case .array(var elements) where !elements.isEmpty && Int.random(in: 0..<8, using: &generator) > 0:
            let index = Int.random(in: 0..<elements.count, using: &generator)
            elements[index] = mutated(elements[index], &generator, make)
            return .array(elements)
        default:
            return [make(), .integer(.max), .integer(.min), .unsigned(.max), -1, 1e300][
                Int.random(in: 0..<6, using: &generator)
            ]
        }
    }
}
