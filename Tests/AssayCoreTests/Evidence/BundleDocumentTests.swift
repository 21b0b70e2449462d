import AssayCore
import Foundation
import Testing

@Suite("The document of a bundle")
struct BundleDocumentTests {
    private func document() throws -> Value { try Value(json: Bundles.full().json) }

    private func keys(_ value: Value?) throws -> [String] { Array(try #require(value?.object).keys) }

    @Test("The members of a bundle (S3-28)")
    func bundle() throws {
        let expected = [
            "cost_breakdown", "cost_total_usd", "digest", "execution", "explanation", "meta", "metadata", "outcome",
            "replicates", "schema", "summary", "usage_total",
        ]
        let document = try document()
        #expect(try keys(document) == expected)
        #expect(document["schema"] == "assay.evidence/1")
        #expect(document["outcome"] == "partial")
        #expect(document["cost_total_usd"] == 0.75)
        #expect(document["cost_breakdown"] == ["sorter": 0.75])
        #expect(document["usage_total"] == ["tokens": 39, "cost_usd": 0.75, "time_ms": 4])
        #expect(document["metadata"] == ["team": "blue"])
    }

    @Test("The members of its metadata (S3-29)")
    func meta() throws {
        let meta = try document()["meta"]
        let expected = [
            "delta", "deadline_ms", "early_stop_reason", "early_stopped", "ended_by", "global_budget", "k",
            "k_completed", "unused_seeds",
            "minimum_confidence", "model", "output_schema", "per_replicate_budget", "request", "request_sha256",
            "root_seed", "schema_uri", "seed_honoured", "seeds", "seeds_given", "stop_rule", "task", "timeout_ms",
            "tool",
            "tool_options", "total_elapsed_ms",
        ]
        #expect(try Set(keys(meta)) == Set(expected))
        #expect(meta?["k"] == 6)
        #expect(meta?["k_completed"] == 5)
        #expect(meta?["seeds"] == [11, "18446744073709551615", 47, 59, 71])
        #expect(meta?["root_seed"] == "1152921504606846976")
        #expect(meta?["tool"] == ["name": "sorter", "version": "1.2.0"])
        #expect(meta?["tool_options"] == ["depth": 2, "mode": "fast"])
        #expect(meta?["timeout_ms"] == 50)
        #expect(meta?["deadline_ms"] == 3000)
        #expect(meta?["global_budget"] == ["tokens": .null, "cost_usd": 2.5, "time_ms": 9000])
        #expect(meta?["early_stop_reason"] == "budget spent: cost_usd")
        #expect(meta?["ended_by"] == "budget")
        #expect(meta?["request"] == Bundles.request)
        #expect(meta?["request_sha256"] == .string(SHA256.hexDigest(of: #"{"items":[3,1,2]}"#)))
    }

    @Test("The members of a replicate (S3-30)")
    func replicate() throws {
        let replicates = try #require(try document()["replicates"]?.array)
        #expect(replicates.count == 5)
        for replicate in replicates {
            let expected = ["data", "elapsed_ms", "error", "id", "model", "quality", "seed", "usage"]
            #expect(try keys(replicate) == expected)
            #expect(try keys(replicate["quality"]) == ["errors", "schema_version", "valid", "warnings"])
        }
        #expect(replicates.map { $0["id"]?.string } == ["r1", "r2", "r3", "r4", "r5"])
        #expect(replicates.map { $0["quality"]?["valid"] } == [true, true, true, false, false])
        #expect(replicates[1]["seed"] == "18446744073709551615")
        #expect(replicates[1]["quality"]?["warnings"] == ["the list was long"])
        #expect(replicates[2]["usage"] == ["tokens": 5, "cost_usd": .null, "time_ms": .null])
        #expect(replicates[3]["data"] == ["label": 1])
        let error: Value = ["code": "bad_output", "message": "the output breaks its schema", "retryable": true]
        #expect(replicates[3]["error"] == error)
        #expect(replicates[3]["quality"]?["schema_version"] == "https://example.org/s")
        #expect(replicates[4]["data"] == .null)
        #expect(replicates[4]["usage"] == .null)
    }

    @Test("The members of a summary (S3-31)")
    func summary() throws {
        let summary = try document()["summary"]
        let expected = [
            "certificate", "confidence", "confidence_reason", "consensus", "correctness", "correctness_reason",
            "disagreements", "distance_summary", "distributions", "fields", "medoid", "observed", "pairwise_distance",
            "stability", "stability_reason", "tied", "truncated", "truncation_info",
        ]
        #expect(try keys(summary) == expected)
        #expect(summary?["consensus"] == ["label": "a", "score": 1.5, "sizes": [1, 2]])
        #expect(summary?["correctness"] == .null)
        #expect(summary?["correctness_reason"]?.string?.contains("not identifiable") == true)
        #expect(summary?["truncated"] == false)
        #expect(summary?["truncation_info"] == [])
        #expect(summary?["pairwise_distance"]?.array?.count == 5)
        #expect(summary?["pairwise_distance"]?[3]?[0] == .null)
        #expect(summary?["certificate"]?["delta"] == 0.1)
        #expect(summary?["observed"] == true)
    }

    @Test("The members of a disagreement (S3-32)")
    func disagreement() throws {
        let disagreements = try #require(try document()["summary"]?["disagreements"]?.array)
        let label = try #require(disagreements.first { $0["field"] == "label" })
        let expected: Value = [
            "field": "label", "class_count": 2, "missing": [],
            "values": [
                ["value": "a", "count": 2, "replicate_ids": ["r1", "r2"]],
                ["value": "b", "count": 1, "replicate_ids": ["r3"]],
            ],
        ]
        #expect(label == expected)
        #expect(disagreements.map { $0["field"]?.string } == ["label", "note", "sizes[1]"])
    }

    @Test("The statistics of a numeric field (S3-31)")
    func distribution() throws {
        let distributions = try document()["summary"]?["distributions"]
        let expected = ["max", "mean", "mean_ci95", "median", "min", "n", "q05", "q25", "q75", "q95", "sd"]
        #expect(try keys(distributions?["score"]) == expected)
        #expect(distributions?["score"]?["mean"] == 1.5)
        #expect(distributions?["score"]?["sd"] == 0.25)
        #expect(distributions?["score"]?["mean_ci95"]?.array?.count == 2)
    }

    @Test("What is said of a field")
    func field() throws {
        let fields = try #require(try document()["summary"]?["fields"]?.array)
        let expected = [
            "confidence", "confidence_reason", "consensus", "distinct", "mean", "path", "present", "role", "stability",
            "stability_reason", "tied", "votes", "weight",
        ]
        for field in fields { #expect(try keys(field) == expected) }
        #expect(fields.map { $0["path"]?.string } == ["label", "note", "score", "sizes[0]", "sizes[1]"])
    }

    @Test("The record of the execution")
    func execution() throws {
        let execution = try document()["execution"]
        let expected: Value = [
            "run_id": "run-1", "trace_id": .string(String(repeating: "ab", count: 16)), "request_id": "order-7",
            "executor": "in_process", "max_parallel": 10, "rounds": 2, "discarded": 1,
            "discarded_usage": ["tokens": 7, "cost_usd": .null, "time_ms": .null], "reused": 1,
            "tool_path": "/opt/tools/sorter.so", "tool_sha256": .string(String(repeating: "c", count: 64)),
        ]
        #expect(execution == expected)
    }

    @Test("Members stand in the order of their keys, so that the document reads the same everywhere")
    func order() throws {
        let json = try Bundles.full().json
        let places = try keys(document()).map { key in json.range(of: "\n\"\(key)\":")?.lowerBound }
        #expect(places.allSatisfy { $0 != nil })
        #expect(places.compactMap(\.self).sorted() == places.compactMap(\.self))
    }

    @Test("The condensed and the summarised form of distances", arguments: [1001, 1500])
    func largeForms(count: Int) throws {
        let answers = (0..<count).map { index in Value?.some(.string(count == 1001 ? "w\(index % 3)" : "w\(index)")) }
        let summary = try Value(json: Bundles.bundle(answers).json)["summary"]
        #expect(summary?["pairwise_distance"] == .null)
        #expect((summary?["condensed_distance"]?["classes"]?.array?.count == 1001) == (count == 1001))
        #expect(summary?["distance_summary"]?["max"] == 1)
        #expect(summary?["truncated"] == .bool(count == 1500))
    }
}
