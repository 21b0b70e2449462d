import AssayCore
import Testing

@Suite("Limits and outcomes")
struct LimitTests {
    @Test(
        "A tool that does not answer within --timeout fails its replicate, whether it gives up or not",
        arguments: ["sleep", "stubborn"]
    )
    func timeout(mode: String) async throws {
        let place = try Workplace()
        let result = try await place.assay(Workplace.probe(mode) + ["--k", "2", "--timeout", "30ms", "--json"])
        #expect(result.code == 1)
        let document = try result.json
        #expect(document["outcome"] == "failed")
        let errors = document["replicates"]?.array?.compactMap { $0["error"]?["code"]?.string }
        #expect(errors == ["timeout", "timeout"])
        #expect(document["explanation"]?.string?.contains("2 timeout") == true)
    }

    @Test("A deadline ends the whole run with exit code 4 and keeps what was answered")
    func deadline() async throws {
        let place = try Workplace()
        let words = ["--k", "8", "--deadline", "150ms", "--stop", "never", "--max-parallel", "2", "--json"]
        let result = try await place.assay(Workplace.probe("answer_twice_then_sleep") + words)
        #expect(result.code == 4)
        let document = try result.json
        #expect(document["outcome"] == "partial")
        #expect(document["meta"]?["ended_by"] == "deadline")
        #expect(document["replicates"]?.array?.prefix(2).allSatisfy { $0["quality"]?["valid"] == true } == true)
    }

    @Test(
        "A budget ends the run before it would be exceeded, with exit code 4",
        arguments: [
            ("tokens=250", 2, "tokens"), ("cost_usd=1.6", 3, "cost_usd"), ("tokens=1000,cost_usd=0.5", 1, "cost_usd"),
        ]
    )
    func budget(limits: String, count: Int, name: String) async throws {
        let place = try Workplace()
        let words = try Workplace.probe("paid") + ["--k", "8", "--stop", "never", "--budget", limits, "--json"]
        let result = try await place.assay(words)
        #expect(result.code == 4)
        let document = try result.json
        #expect(document["meta"]?["ended_by"] == "budget")
        #expect(document["meta"]?["k_completed"] == Value(count))
        #expect(document["meta"]?["early_stop_reason"]?.string == "budget spent: \(name)")
        #expect(document["usage_total"]?["tokens"] == Value(100 * count))
        #expect(document["cost_total_usd"]?.double == 0.5 * Double(count))
        #expect(place.probeCalls == count)
    }

    @Test("A budget no replicate fits into runs nothing, says so, and exits with 4")
    func tooSmallBudget() async throws {
        let place = try Workplace()
        let result = try await place.assay(Workplace.probe("paid") + ["--budget", "tokens=99", "--json"])
        #expect(result.code == 4)
        #expect(try result.json["outcome"] == "failed")
        #expect(place.probeCalls == 0)
        #expect(result.errors.contains("budget is spent: tokens"))
    }

    @Test("An answer that cost more than --replicate-budget is kept, with a warning")
    func replicateBudget() async throws {
        let words = try Workplace.probe("paid") + ["--k", "2", "--stop", "never", "--replicate-budget", "tokens=50"]
        let result = try await Workplace().assay(words + ["--json"])
        let document = try result.json
        #expect(document["meta"]?["per_replicate_budget"]?["tokens"] == 50)
        for replicate in try #require(document["replicates"]?.array) {
            #expect(replicate["quality"]?["valid"] == true)
            #expect(replicate["quality"]?["warnings"] == ["the answer cost more than its budget"])
        }
    }

    @Test("Confidence below --min-confidence abstains with exit code 6, above it the run is complete")
    func minimumConfidence() async throws {
        let place = try Workplace()
        let low = try await place.assay(Workplace.probe("scatter") + ["--k", "5", "--min-confidence", "0.9", "--json"])
        #expect(low.code == 6)
        #expect(try low.json["outcome"] == "abstained")
        #expect(try low.json["explanation"]?.string?.contains("confidence") == true)
        let high = try await place.assay(
            Workplace.probe("ok") + ["--k", "9", "--stop", "never", "--min-confidence", "0.6", "--json"]
        )
        #expect(high.code == 0)
    }

    @Test("A tool that fails for some seeds gives a partial bundle, exit code 3 and the causes in the table (S3-26)")
    func partial() async throws {
        let place = try Workplace()
        let words = try Workplace.probe("flaky") + ["--k", "5", "--stop", "never"]
        let result = try await place.assay(words)
        #expect(result.code == 3)
        #expect(result.output.contains("partial: 3 valid answers from 5 of 5 replicates; 2 unlucky"))
        #expect(result.output.contains("r2 unlucky: this seed has no luck"))
        let document = try await place.assay(words + ["--json"]).json
        #expect(document["outcome"] == "partial")
        #expect(document["summary"]?["consensus"] == ["value": 1])
        let valid = document["replicates"]?.array?.compactMap { $0["quality"]?["valid"]?.bool }
        #expect(valid == [true, false, true, false, true])
    }

    @Test("A tool that always fails gives a failed bundle, exit code 1 and a table all the same")
    func failed() async throws {
        let place = try Workplace()
        let result = try await place.assay(Workplace.probe("fail") + ["--out", "b.json"])
        #expect(result.code == 1)
        #expect(result.output.contains("failed: no valid answer from 3 of 3 replicates; 3 unlucky"))
        let document = try Value(json: place.folder.text("b.json"))
        #expect(document["summary"]?["confidence"] == .null)
        #expect(document["summary"]?["confidence_reason"]?.string?.isEmpty == false)
    }
}
