import AssayCore
import Testing

@Suite("assay compare")
struct CompareTests {
    private static func run(_ place: Workplace, _ words: [String], to file: String) async throws {
        let result = try await place.assay(["run"] + words + ["--stop", "never", "--out", file])
        try #require(result.code == 0, "\(result.errors)")
    }

    private static let bootstrap = ["bootstrap", "--request", "@Examples/Requests/bootstrap.json", "--k", "60"]

    /// The same bootstrap of the lower half of the data, whose mean is smaller.
    private static func otherData(_ place: Workplace) throws -> [String] {
        let rows = try place.folder.text("Examples/Data/michelson.csv").split(separator: "\n")
        let kept = rows.dropFirst().sorted().prefix(60)
        try place.folder.write("low.csv", ([String(rows[0])] + kept.map(String.init)).joined(separator: "\n") + "\n")
        return ["bootstrap", "--request", #"{"csv":"low.csv","column":"speed"}"#, "--k", "60"]
    }

    @Test("Two runs of one tool under other seeds show no difference")
    func same() async throws {
        let place = try Workplace()
        try await Self.run(place, Self.bootstrap + ["--root-seed", "1"], to: "a.json")
        try await Self.run(place, Self.bootstrap + ["--root-seed", "2"], to: "b.json")
        let result = try await place.assay(["compare", "a.json", "b.json"])
        #expect(result.code == 0)
        #expect(result.errors.isEmpty)
        #expect(result.output.hasPrefix("no difference shown at error rate 0.05 over all fields: bootstrap 1.0.0, 60"))
        #expect(result.output.contains("same, or not told apart: mean "))
        let document = try await place.assay(["compare", "a.json", "b.json", "--json"]).json
        #expect(document["different"] == false)
        #expect(document["fields"]?[0]?["adjusted_p_value"]?.double.map { $0 > 0.05 } == true)
    }

    @Test("Other data make a difference, which is told with its size and by the exit code")
    func different() async throws {
        let place = try Workplace()
        try await Self.run(place, Self.bootstrap, to: "a.json")
        try await Self.run(place, Self.otherData(place), to: "b.json")
        let result = try await place.assay(["compare", "a.json", "b.json"])
        #expect(result.code == 6)
        #expect(result.output.hasPrefix("different at error rate 0.05 over all fields: "))
        #expect(result.output.contains("\nnote: different requests\n"))
        #expect(result.output.contains("mean differs: mean 299.8"))
        #expect(result.output.contains("shift -0.0"))
        let document = try await place.assay(["compare", "a.json", "b.json", "--json", "--alpha", "0.001"]).json
        #expect(document["different"] == true)
        #expect(document["alpha"] == 0.001)
        #expect(document["fields"]?[0]?["effects"]?["cliffs_delta"]?.double.map { $0 < -0.9 } == true)
        #expect(document["provenance"] == ["different requests"])
    }

    @Test("Classes are compared by their shares, and the same seed gives the same p-values")
    func classes() async throws {
        let place = try Workplace()
        let words = ["kmeans", "--request", "@Examples/Requests/kmeans.json", "--k", "12"]
        try await Self.run(place, words, to: "a.json")
        try await Self.run(place, words + ["--root-seed", "9"], to: "b.json")
        let first = try await place.assay(["compare", "a.json", "b.json", "--seed", "4", "--json"])
        let again = try await place.assay(["compare", "a.json", "b.json", "--seed", "4", "--json"])
        #expect(first.output == again.output)
        let document = try first.json
        #expect(document["fields"]?[0]?["test"] == "permutation test of homogeneity")
        #expect(document["fields"]?[0]?["classes"]?[0]?["counts"]?.array?.count == 2)
        #expect(try await place.assay(["compare", "a.json", "b.json"]).output.contains(" more alike "))
    }

    @Test("Different tools are said, and every field only one of them has is a difference")
    func tools() async throws {
        let place = try Workplace()
        try await Self.run(place, Self.bootstrap, to: "a.json")
        try await Self.run(place, ["kmeans", "--request", "@Examples/Requests/kmeans.json", "--k", "12"], to: "b.json")
        let result = try await place.assay(["compare", "a.json", "b.json"])
        #expect(result.code == 6)
        #expect(result.output.contains("\nnote: different tools\n"))
        #expect(result.output.contains("missing 60× against 0×"))
    }

    @Test("Runs too small to show anything say so")
    func small() async throws {
        let place = try Workplace()
        let words = ["kmeans", "--request", "@Examples/Requests/kmeans.json", "--k", "2"]
        try await Self.run(place, words, to: "a.json")
        try await Self.run(place, words + ["--root-seed", "9"], to: "b.json")
        let result = try await place.assay(["compare", "a.json", "b.json"])
        #expect(result.code == 0)
        #expect(result.output.contains("note: runs of 2 and 2 answers are too small to show any difference of classes"))
    }

    @Test(
        "Wrong use is a usage error",
        arguments: [
            ["a.json"], ["a.json", "b.json", "c.json"], ["a.json", "b.json", "--alpha", "0"],
            ["a.json", "b.json", "--alpha", "1.5"], ["a.json", "b.json", "--seed", "x"],
        ]
    )
    func usage(words: [String]) async throws {
        #expect(try await Workplace(hasPlugins: false).assay(["compare"] + words).code == 64)
    }

    @Test("A file that is no bundle is refused by name")
    func noBundle() async throws {
        let place = try Workplace()
        try await Self.run(place, Self.bootstrap, to: "a.json")
        try place.folder.write("b.json", "{}")
        for (files, name) in [(["a.json", "b.json"], "b.json"), (["c.json", "a.json"], "c.json")] {
            let result = try await place.assay(["compare"] + files)
            #expect(result.code == 2)
            #expect(result.errors.hasPrefix("assay: \(name)"))
        }
    }

    @Test("The help has examples and every option")
    func help() async throws {
        let help = try await Workplace(hasPlugins: false).assay(["help", "compare"]).output
        for text in ["Usage: assay compare BUNDLE BUNDLE", "--alpha A", "--seed S", "Examples:\n  assay compare "] {
            #expect(help.contains(text))
        }
    }
}
