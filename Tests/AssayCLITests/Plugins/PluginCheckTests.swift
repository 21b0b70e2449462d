import AssayCore
import Foundation
import Testing

@Suite("assay plugin check")
struct PluginCheckTests {
    private static func check(_ words: [String], in place: Workplace, calls: Int = 3) async throws -> ProcessResult {
        try await place.assay(["plugin", "check"] + words + ["--k", "\(calls)"])
    }

    /// The checks of a report by name, of all tools.
    private static func checks(_ report: Value) throws -> [String: Value] {
        let tools = try #require(report["tools"]?.array)
        let pairs = tools.flatMap { $0["checks"]?.array ?? [] }.map { ($0["name"]?.string ?? "", $0) }
        return Dictionary(pairs) { first, _ in first }
    }

    @Test(
        "The bundled plugins keep every rule",
        arguments: [
            ("kmeans", "kmeans"), ("annealing", "annealing"), ("bootstrap", "bootstrap"),
            ("bootstrap", "bootstrap-regression"),
        ]
    )
    func bundled(library: String, tool: String) async throws {
        let place = try Workplace()
        let path = URL(filePath: try Installation.program()).deletingLastPathComponent().path() + "lib\(library).so"
        let request = "@Examples/Requests/\(tool).json"
        let result = try await Self.check([path, "--tool", tool, "--request", request, "--json"], in: place, calls: 50)
        #expect(result.code == 0, "\(result.output)")
        let report = try result.json
        #expect(report["failed"] == 0)
        let checks = try Self.checks(report)
        #expect(checks.count == 20)
        #expect(checks["the sample request gets an answer"]?["finding"] == "passed")
        #expect(checks["calls at the same time do not disturb each other"]?["finding"] == "passed")
        let batch = checks["a batch gives what single calls give"]?["finding"]
        #expect(batch == (library == "bootstrap" ? "passed" : "not_applicable"))
    }

    @Test("A plugin that breaks a rule fails that check, and the finding says what is wrong", arguments: BadPlugin.all)
    func broken(bad: BadPlugin) async throws {
        let place = try Workplace(hasPlugins: false)
        let path = try bad.plugin.build(in: place.folder)
        let result = try await Self.check([path, "--json"], in: place)
        #expect(result.code == 6, "\(result.errors)")
        let found = try #require(try Self.checks(result.json)[bad.rule])
        #expect(found["finding"] == "failed", "\(found.canonicalJSON)")
        #expect(found["message"]?.string?.contains(bad.says) == true, "\(found.canonicalJSON)")
    }

    @Test("A sound plugin passes without a request, and the table says how many rules it keeps")
    func table() async throws {
        let place = try Workplace(hasPlugins: false)
        let path = try CPlugin().build(in: place.folder)
        let result = try await Self.check([path], in: place)
        #expect(result.code == 0)
        #expect(result.output.contains("sample  1.0.0"))
        #expect(result.output.contains("\n  passed          one seed gives one answer\n"))
        #expect(result.output.contains("it offers no assay.batch/1"))
        // Whether a call is too quick to be cut short depends on the machine.
        #expect(result.output.contains(" passed, 0 failed, "), "\(result.output)")
    }

    @Test("A tool that refuses the request made from its schema is not blamed for it")
    func refusedSample() async throws {
        let place = try Workplace()
        let path = URL(filePath: try Installation.program()).deletingLastPathComponent().path() + "libkmeans.so"
        let result = try await Self.check([path, "--json"], in: place)
        #expect(result.code == 0)
        let sample = try #require(try Self.checks(result.json)["the sample request gets an answer"])
        #expect(sample["finding"] == "not_applicable")
        #expect(sample["message"]?.string?.contains("give one it can answer") == true)
    }

    @Test("A plugin that cannot be loaded gets a report, too, and another exit code")
    func loadFailure() async throws {
        let place = try Workplace(hasPlugins: false)
        var plugin = CPlugin()
        plugin.major = "7"
        let result = try await Self.check([plugin.build(in: place.folder), "--json"], in: place)
        #expect(result.code == 5)
        let load = try #require(try Self.checks(result.json)["the plugin loads"])
        #expect(load["finding"] == "failed")
        #expect(load["message"]?.string?.contains("version 7 of the plugin interface") == true)
    }

    @Test(
        "A command line that makes no sense is refused",
        arguments: [
            (["--trust"], "--trust would let a broken plugin end the check"), (["--k", "0"], "--k must be"),
            (["--tool", "none"], "no tool of that name"),
        ]
    )
    func mistakes(words: [String], message: String) async throws {
        let place = try Workplace(hasPlugins: false)
        let path = try CPlugin().build(in: place.folder)
        let result = try await place.assay(["plugin", "check", path] + words)
        #expect([5, 64].contains(result.code))
        #expect(result.errors.contains(message))
    }

    @Test("A request for a plugin of several tools must say which one it is for")
    func severalTools() async throws {
        let place = try Workplace()
        let path = URL(filePath: try Installation.program()).deletingLastPathComponent().path() + "libbootstrap.so"
        let result = try await Self.check([path, "--request", "{}"], in: place)
        #expect(result.code == 64)
        #expect(result.errors.contains("bootstrap, bootstrap-regression"))
    }
}
