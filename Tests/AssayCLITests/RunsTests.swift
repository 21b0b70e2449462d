import Assay
import Foundation
import Testing

@Suite("assay runs")
struct RunsTests {
    private static let request = #"{"csv":"\#(Package.path("Examples/Data/iris.csv"))","clusters":3}"#

    @Test("A run with --store is listed, shown and exported with the same digest; gc removes it")
    func recorded() async throws {
        let place = try Workplace()
        let run = try await place.assay([
            "run", "kmeans", "--trust", "--request", Self.request, "--k", "3", "--store", "runs.db", "--json",
        ])
        #expect(run.code == 0)
        let digest = try #require(try run.json["digest"]?.string)
        let list = try await place.assay(["runs", "list", "--store", "runs.db", "--json"])
        let listed = try #require(try list.json.array?.first)
        #expect(listed["digest"]?.string == digest && listed["outcome"] == "complete" && listed["tool"] == "kmeans")
        let id = try #require(listed["id"]?.string)
        let table = try await place.assay(["runs", "list", "--store", "runs.db"])
        #expect(table.output.contains(id) && table.output.contains("kmeans  complete"))
        #expect(try await place.assay(["runs", "show", id, "--store", "runs.db"]).output.hasPrefix("kmeans 1.0.0"))
        let export = try await place.assay(["runs", "export", id, "--store", "runs.db", "--out", "bundle.json"])
        #expect(export.code == 0)
        #expect(try await place.assay(["verify", "bundle.json", "--trust"]).code == 0)
        #expect(
            try await place.assay(["runs", "gc", "--keep", "0", "--store", "runs.db"]).errors.contains("1 runs removed")
        )
        #expect(try await place.assay(["runs", "list", "--store", "runs.db", "--json"]).output == "[]\n")
    }

    /// Answers twice, then keeps its caller waiting until there is a file `mended`; counts its calls in a file.
    private static let faltering = CPlugin(
        invoke: #"""
            FILE *calls = fopen("calls", "a");
            if (calls != NULL) { fputc('.', calls); fclose(calls); }
            if (call->replicate >= 2 && access("mended", F_OK) != 0) {
                fputs("at work\n", stderr);
                while (!call->is_cancelled(call)) usleep(1000);
                return 1;
            }
            char text[64];
            return call->write_output(call, text, (uint64_t)snprintf(text, sizeof text, "{\"value\":%u}", (unsigned)call->seed % 3));
            """#
    )
    private static let plugin = ["--trust", "--plugin", "libsample.so", "--store", "runs.db"]
    private static let sample = ["run", "sample", "--request", "{}", "--k", "6", "--stop", "never", "--json"]

    @Test("A run that was killed is finished by runs extend --k 0: what is on record does not run again (law 7)")
    func killed() async throws {
        let place = try Workplace()
        try Self.faltering.build(in: place.folder)
        let killed = try await place.assay(
            Self.sample + Self.plugin + ["--max-parallel", "1"],
            interference: .signals([SIGKILL], afterEach: "at work")
        )
        #expect(killed.signal == SIGKILL)
        let listed = try #require(try await list(place).first)
        #expect(listed["outcome"] == .null && listed["replicates"] == 2)
        let id = try #require(listed["id"]?.string)
        let shown = try await place.assay(["runs", "show", id, "--store", "runs.db"])
        #expect(shown.output.contains("3 of 6") && shown.errors.contains("assay runs extend \(id) --k 0 finishes it"))
        for words in [["verify", id], ["extend", id, "--k", "1"]] {
            let refused = try await place.assay(["runs"] + words + Self.plugin)
            #expect(refused.code != 0 && refused.errors.contains("finish it first with assay runs extend \(id) --k 0"))
        }
        try place.folder.write("mended", "")
        let finished = try await place.assay(["runs", "extend", id, "--k", "0", "--json"] + Self.plugin)
        #expect(finished.code == 0, "\(finished.errors)")
        #expect(try place.folder.text("calls").utf8.count == 3 + 4)
        let clean = try await place.assay(Self.sample + Self.plugin)
        #expect(try finished.json["digest"] == clean.json["digest"])
        let runs = try await list(place)
        #expect(runs.map { $0["outcome"] } == ["complete", "complete"] && runs.last?["id"]?.string == id)
    }

    @Test("gc leaves a run that goes on, and removes it when its process is dead")
    func goingOn() async throws {
        let place = try Workplace()
        try Self.faltering.build(in: place.folder)
        let run = (Self.sample + Self.plugin + ["--max-parallel", "1"]).joined(separator: " ")
        let result = try await place.shell(
            """
            assay \(run) >/dev/null 2>&1 & run=$!
            until grep -qs '[.][.][.]' calls; do sleep 0.01; done
            assay runs gc --keep 0 --store runs.db 2>&1; kill -9 $run; wait $run
            assay runs gc --keep 0 --store runs.db 2>&1
            """
        )
        let said = result.output.split(separator: "\n")
        #expect(said.count == 3, "\(result.output)")
        #expect(said.first?.hasSuffix(" goes on, and stays") == true)
        #expect(said.dropFirst().first?.contains("0 runs removed") == true)
        #expect(said.last?.contains("1 runs removed") == true)
    }

    @Test("A finished run is extended by a run of its own, and verified like a bundle file")
    func extended() async throws {
        let place = try Workplace()
        try Self.faltering.build(in: place.folder)
        try place.folder.write("mended", "")
        #expect(try await place.assay(Self.sample + Self.plugin).code == 0)
        let id = try #require(try await list(place).first?["id"]?.string)
        let longer = try await place.assay(["runs", "extend", id, "--k", "3", "--json"] + Self.plugin)
        #expect(try longer.json["replicates"]?.array?.count == 9)
        #expect(try place.folder.text("calls").utf8.count == 9)
        #expect(try await list(place).map { $0["replicates"] } == [9, 6])
        let verified = try await place.assay(["runs", "verify", id] + Self.plugin)
        #expect(verified.code == 0 && verified.output.hasPrefix("same evidence"))
        let without = try await place.assay(["runs", "extend", id] + Self.plugin)
        #expect(without.code == 64 && without.errors.contains("--k is needed"))
    }

    private func list(_ place: Workplace) async throws -> [Value] {
        try await place.assay(["runs", "list", "--store", "runs.db", "--json"]).json.array ?? []
    }

    @Test("Without a store, for an unknown id, and for a file that is no store there is a clear error")
    func mistakes() async throws {
        let place = try Workplace()
        let none = try await place.assay(["runs", "list"])
        #expect(none.code == 64 && none.errors.contains("--store FILE is needed"))
        let unknown = try await place.assay(["runs", "show", "run-0", "--store", "runs.db"])
        #expect(unknown.code != 0 && unknown.errors.contains("no run of that id is recorded"))
        let usage = try await place.assay(["runs", "remove", "--store", "runs.db"])
        #expect(usage.code == 64)
        try "no database".write(toFile: place.folder.file("notes.txt"), atomically: true, encoding: .utf8)
        let wrong = try await place.assay([
            "run", "kmeans", "--request", Self.request, "--store", place.folder.file("notes.txt"),
        ])
        #expect(wrong.code != 0 && wrong.errors.contains("is not a database of Assay"))
    }
}
