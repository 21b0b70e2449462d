import AssayCore
import Testing

@Suite("How well each replicate honoured its seed")
struct SeedHonouredTests {
    private func bundle(_ promises: [BundleMetadata.SeedPromise?]) throws -> EvidenceBundle {
        try Bundles.bundle(
            of: promises.enumerated().map { index, promise in
                Replicate(index: index, seed: UInt64(index), data: "oak", seedHonoured: promise)
            }
        )
    }

    private func members(_ bundle: EvidenceBundle) throws -> [Value?] {
        try #require(Value(json: bundle.json)["replicates"]?.array).map { $0["seed_honoured"] }
    }

    @Test("A replicate that says nothing is as the tool promises, and its document has no such member")
    func silent() throws {
        let bundle = try bundle([nil, nil])
        #expect(bundle.meta.seedHonoured == .guaranteed)
        #expect(bundle.replicates.allSatisfy { bundle.seedHonoured(by: $0) == .guaranteed })
        #expect(try members(bundle) == [nil, nil])
    }

    @Test("What a replicate says stands in its document and survives being written, read and stored")
    func roundTrip() throws {
        let bundle = try bundle([nil, .guaranteed, .bestEffort, .ignored])
        #expect(try members(bundle) == [nil, "guaranteed", "best_effort", "ignored"])
        let read = try EvidenceBundle(decoding: Value(json: bundle.json))
        #expect(read == bundle)
        #expect(read.json == bundle.json)
        #expect(read.replicates.map(read.seedHonoured) == [.guaranteed, .guaranteed, .bestEffort, .ignored])
        for replicate in bundle.replicates {
            #expect(try Replicate(document: replicate.document, index: replicate.index) == replicate)
        }
    }

    @Test("Saying what the tool promises leaves the digest as it is; a weaker promise is other evidence")
    func digest() throws {
        let silent = try bundle([nil, nil])
        #expect(try bundle([.guaranteed, nil]).digest == silent.digest)
        #expect(try bundle([.ignored, nil]).digest != silent.digest)
        #expect(try bundle([.ignored, nil]).digest != bundle([.bestEffort, nil]).digest)
    }

    @Test("A promise that was raised in a stored document is noticed, and one that does not exist is named")
    func changed() throws {
        for (value, message) in [
            (#""guaranteed""#, "the document was changed"), ("null", "the document was changed"),
            (#""always""#, "bundle.replicates[1].seed_honoured must be guaranteed, best_effort or ignored"),
            ("1", "bundle.replicates[1].seed_honoured must be a string"),
        ] {
            let text = try bundle([nil, .ignored]).json
            let changed = text.replacing(#""seed_honoured":"ignored""#, with: #""seed_honoured":\#(value)"#)
            try #require(changed != text)
            let error = #expect(throws: AssayError.self) { try EvidenceBundle(decoding: Value(json: changed)) }
            #expect(error?.code == .invalidBundle)
            #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        }
    }

    @Test("Runs under the same seeds are not called repeatable where an answer's seed was ignored")
    func comparison() throws {
        let (repeatable, other) = (try bundle([nil, nil]), try bundle([nil, .ignored]))
        #expect(
            try BundleComparison(repeatable, repeatable).provenance.contains { $0.hasPrefix("2 seeds are in both") }
        )
        #expect(try !BundleComparison(repeatable, other).provenance.contains { $0.contains("seeds are in both") })
    }
}
