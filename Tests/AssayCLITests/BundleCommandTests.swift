import AssayCore
import Foundation
import Testing

@Suite("assay extend, verify and show")
struct BundleCommandTests {
    private func digest(_ result: ProcessResult) throws -> String { try #require(try result.json["digest"]?.string) }

    @Test("A bundle that is extended equals a run of the larger K, and no replicate runs twice")
    func extend() async throws {
        let place = try Workplace()
        let words = try Workplace.probe("coin") + ["--stop", "never", "--json"]
        _ = try await place.assay(words + ["--k", "5", "--out", "b.json"])
        let plugin = ["--trust", "--plugin", try Installation.probe()]
        let extended = try await place.assay(["extend", "b.json", "--k", "7", "--json", "--out", "b.json"] + plugin)
        #expect(extended.code == 0)
        #expect(place.probeCalls == 12)
        #expect(try extended.json["execution"]?["reused"] == 5)
        #expect(try place.folder.text("b.json") == extended.output)
        let fresh = try await place.assay(words + ["--k", "12"])
        #expect(try digest(extended) == digest(fresh))
    }

    @Test("A run that was stopped early goes on under another rule")
    func extendStopped() async throws {
        let place = try Workplace()
        let plugin = ["--plugin", try Installation.probe()]
        _ = try await place.assay(Workplace.probe("ok") + ["--k", "9", "--stop", "unanimous(2)", "--out", "b.json"])
        let extended = try await place.assay(["extend", "b.json", "--k", "3", "--stop", "never", "--json"] + plugin)
        #expect(try extended.json["meta"]?["k_completed"] == 12)
        let fresh = try await place.assay(Workplace.probe("ok") + ["--k", "12", "--stop", "never", "--json"])
        #expect(try digest(extended) == digest(fresh))
    }

    @Test("A bundle with given seeds needs seeds for what is added, as many as that")
    func extendGivenSeeds() async throws {
        let place = try Workplace()
        let words = try Workplace.probe("scatter") + ["--stop", "never", "--json"]
        _ = try await place.assay(words + ["--seeds", "4,5", "--out", "b.json"])
        let extend = ["extend", "b.json", "--plugin", try Installation.probe(), "--json", "--k", "2"]
        for extra in [[], ["--seeds", "6"]] {
            let refused = try await place.assay(extend + extra)
            #expect(refused.code == 64)
            #expect(refused.errors.contains("give 2 seeds for the new replicates"))
        }
        let extended = try await place.assay(extend + ["--seeds", "6,7"])
        #expect(try digest(extended) == digest(try await place.assay(words + ["--seeds", "4,5,6,7"])))
    }

    @Test("Without the request in the bundle, it is asked for, and another one is refused")
    func withoutRequest() async throws {
        let place = try Workplace()
        _ = try await place.assay(Workplace.kmeans + ["--no-request", "--out", "b.json"])
        let refused = try await place.assay(["verify", "b.json"])
        #expect(refused.code == 64)
        #expect(refused.errors.contains("only the hash of its request"))
        let verified = try await place.assay(["verify", "b.json", "--request", "@Examples/Requests/kmeans.json"])
        #expect(verified.code == 0)
        let other = try await place.assay([
            "verify", "b.json", "--request", #"{"csv":"Examples/Data/iris.csv","clusters":4}"#,
        ])
        #expect(other.code == 64)
        #expect(other.errors.contains("the request is not the one of the bundle"))
    }

    @Test("A bundle that comes out the same again is verified, however many run at once", arguments: ["1", "16"])
    func verifySame(parallel: String) async throws {
        let place = try Workplace()
        let run = try await place.assay(Workplace.kmeans + ["--k", "8", "--out", "b.json", "--json"])
        let text = try await place.assay(["verify", "b.json", "--max-parallel", parallel])
        #expect(text.code == 0)
        #expect(text.output == "same evidence: digest \(try digest(run))\n")
        let document = try await place.assay(["verify", "b.json", "--json"]).json
        #expect(document["same"] == true)
        #expect(document["digest"] == document["stored_digest"])
        #expect(document["differing_replicates"] == [])
        #expect(document["same_tool_file"] == true)
    }

    @Test("Another build with the same name is found out: which replicates differ, both digests, exit code 6")
    func verifyOtherBuild() async throws {
        let place = try Workplace()
        try CPlugin().build(in: place.folder)
        let plugin = ["--plugin", "libsample.so"]
        _ = try await place.assay(["run", "sample", "--request", "{}", "--stop", "never", "--out", "b.json"] + plugin)
        try CPlugin(
            invoke: """
                if (call->seed == 23) return call->write_output(call, "{\\"value\\":2}", 11);
                return call->write_output(call, "{\\"value\\":1}", 11);
                """
        ).build(in: place.folder)
        let text = try await place.assay(["verify", "b.json"] + plugin)
        #expect(text.code == 6)
        #expect(text.output.contains("not the same evidence: 1 replicates differ: r2"))
        #expect(text.output.contains("the plugin file is not the one that made the bundle"))
        let document = try await place.assay(["verify", "b.json", "--json"] + plugin).json
        #expect(document["same"] == false)
        #expect(document["differing_replicates"] == ["r2"])
        #expect(document["same_tool_file"] == false)
        #expect(document["digest"] != document["stored_digest"])
    }

    @Test("Another build that answers the same is the same evidence, with a note")
    func verifyEqualBuild() async throws {
        let place = try Workplace()
        try CPlugin().build(in: place.folder)
        let plugin = ["--plugin", "libsample.so"]
        _ = try await place.assay(["run", "sample", "--request", "{}", "--out", "b.json"] + plugin)
        try CPlugin(fields: #".description = ASSAY_TEXT("Now with a description."),"#).build(in: place.folder)
        let result = try await place.assay(["verify", "b.json"] + plugin)
        #expect(result.code == 0)
        #expect(result.output.contains("the plugin file is not the one that made the bundle"))
    }

    @Test("Without its tool a bundle can be shown, not verified or extended")
    func missingTool() async throws {
        let place = try Workplace(hasPlugins: false)
        _ = try await place.assay(Workplace.probe("ok") + ["--out", "b.json"])
        #expect(try await place.assay(["show", "b.json"]).code == 0)
        for words in [["verify", "b.json"], ["extend", "b.json", "--k", "1"]] {
            let result = try await place.assay(words)
            #expect(result.code == 5)
            #expect(result.errors.contains("no tools are registered"))
        }
    }

    @Test("Showing a file prints what the run has printed, as a table and as a document")
    func show() async throws {
        let place = try Workplace()
        let table = try await place.assay(Workplace.kmeans + ["--k", "7", "--out", "b.json"])
        #expect(try await place.assay(["show", "b.json"]).output == table.output)
        #expect(try await place.assay(["show", "b.json", "--json"]).output == place.folder.text("b.json"))
    }

    @Test(
        "A partial or failed bundle is shown with exit code 0: the file is in order",
        arguments: ["flaky", "fail", "scatter", "warn"]
    )
    func showOutcomes(mode: String) async throws {
        let place = try Workplace()
        let table = try await place.assay(Workplace.probe(mode) + ["--stop", "never", "--out", "b.json"])
        let shown = try await place.assay(["show", "b.json"])
        #expect(shown.code == 0)
        #expect(shown.output == table.output)
    }
}
