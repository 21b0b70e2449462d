import AssayCore
import Foundation
import TestSupport
import Testing

@Suite("assay ask with a recording")
struct AskReplayTests {
    private static func words(_ base: String, _ rest: [String]) -> [String] {
        ["ask", "Name a tree.", "--models", "openai/m", "--base-url", base, "--k", "6", "--stop", "never", "--json"]
            + rest
    }

    @Test("A run is recorded once and replayed without server and key; the evidence is the same to the byte")
    func replay() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        let key = ["OPENAI_API_KEY": "sk-4711"]
        let recorded = try await place.assay(Self.words(server.base, ["--record", "calls.json"]), environment: key)
        #expect(recorded.code == 6, "six answers without a leader: \(recorded.errors)")
        #expect(server.requestCount == 6)
        server.stop()
        let text = try place.folder.text("calls.json")
        #expect(!text.contains("4711"))
        #expect(text.contains("Name a tree."))
        let replayed = try await place.assay(
            Self.words(server.base, ["--replay", "calls.json", "--max-parallel", "1"])
        )
        #expect(replayed.code == recorded.code, "\(replayed.errors)")
        #expect(try replayed.json["digest"] == recorded.json["digest"])
        #expect(try recorded.json["meta"]?["seed_honoured"] == "best_effort")
        let answers = try recorded.json["replicates"]?.array?.compactMap { $0["data"]?["answer"]?.string } ?? []
        #expect(Set(answers).count == 6, "each replicate has its own answer")
        for document in [try recorded.json, try replayed.json] {
            let ids = document["replicates"]?.array?.compactMap { $0["provider_request_id"]?.string } ?? []
            #expect(Set(ids) == Set((1...6).map { "req-\($0)" }))
        }
    }

    @Test(
        "Asked of LiteLLM and replayed without it, five answers are the same evidence",
        .timeLimit(.minutes(5 * Sanitizer.patience))
    )
    func liteLLM() async throws {
        try #require(LiteLLMProxy.isInstalled, "the LiteLLM proxy is not there: run Tests/need-litellm.sh")
        let place = try Workplace()
        var proxy: LiteLLMProxy? = try await LiteLLMProxy.start(saying: "An oak, as ever.")
        let base = try #require(proxy?.base("/v1"))
        let words = [
            "ask", "Name a tree.", "--models", "openai/tree", "--base-url", base, "--k", "5", "--stop", "never",
        ]
        let recorded = try await place.assay(words + ["--json", "--record", "calls.json", "--out", "asked.json"])
        #expect(recorded.code == 0, "\(recorded.errors)")
        #expect(try recorded.json["summary"]?["consensus"]?["answer"] == "An oak, as ever.")
        #expect(try recorded.json["usage_total"]?["tokens"]?.int64 ?? 0 > 0)
        proxy = nil
        let replayed = try await place.assay(words + ["--json", "--replay", "calls.json"])
        #expect(replayed.code == 0, "\(replayed.errors)")
        #expect(try replayed.json["digest"] == recorded.json["digest"])
        let verified = try await place.assay(["verify", "asked.json", "--replay", "calls.json"])
        #expect(verified.code == 0, "\(verified.errors)")
    }

    @Test("A call that is not in the recording fails loudly, without the prompt; exit code 2")
    func miss() async throws {
        let place = try Workplace()
        try place.folder.write("calls.json", #"{"schema":"assay.cassette/1","exchanges":[]}"#)
        let words = Self.words("http://127.0.0.1:1", ["--replay", "calls.json", "--no-request"])
        let result = try await place.assay(words)
        #expect(result.code == 2)
        #expect(result.errors.contains("6 calls are not in the recording"))
        #expect(result.output.contains("not_recorded") && !result.output.contains("tree"))
    }

    @Test("A file that is no recording is refused before anything runs")
    func noRecording() async throws {
        let place = try Workplace()
        try place.folder.write("calls.json", "{}")
        let result = try await place.assay(Self.words("http://127.0.0.1:1", ["--replay", "calls.json"]))
        #expect(result.code == 2)
        #expect(result.errors.contains("assay.cassette/1"))
    }
}
