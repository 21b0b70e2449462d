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
