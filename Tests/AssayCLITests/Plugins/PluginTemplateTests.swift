import AssayCore
import Foundation
import Testing

@Suite("assay plugin new")
struct PluginTemplateTests {
    private static let tools = ["c": "make cc", "cpp": "make c++", "rust": "make cargo", "swift": "make swift"]

    /// Languages whose compilers are here; the others are named in the output of the tests.
    private static let languages = tools.keys.sorted().filter { language in
        let isThere = (tools[language] ?? "").split(separator: " ").allSatisfy { find(String($0)) != nil }
        if !isThere { print("not run: the template for \(language), because its compiler is not installed") }
        return isThere
    }

    private static let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"

    private static func find(_ program: String) -> String? {
        searchPath.split(separator: ":").map { "\($0)/\(program)" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// Makes the plugin and runs a command of the shell in its folder, with everything a compiler needs.
    private static func shell(_ line: String, in place: Workplace) async throws -> ProcessResult {
        let home = ProcessInfo.processInfo.environment["HOME"] ?? place.folder.path
        let path = (place.environment["PATH"] ?? "") + ":" + searchPath
        return try await place.shell(line, environment: ["PATH": path, "HOME": home], timeLimit: .seconds(300))
    }

    @Test("The template builds, keeps every rule, and runs", arguments: languages)
    func works(language: String) async throws {
        let place = try Workplace(hasPlugins: false)
        let new = try await place.assay([
            "plugin", "new", "my-dice", "--language", language, "--package", Package.root,
        ])
        #expect(new.code == 0, "\(new.errors)")
        #expect(new.output.contains("my-dice/README.md\n"))
        #expect(new.errors.contains("see my-dice/README.md"))
        let build = try await Self.shell("make -C my-dice", in: place)
        #expect(build.code == 0, "\(build.output)\(build.errors)")
        #expect(!build.errors.contains("warning"), "\(build.errors)")
        let check = try await Self.shell("make -s -C my-dice check", in: place)
        #expect(check.code == 0, "\(check.output)\(check.errors)")
        #expect(check.output.contains(" 0 failed, "), "\(check.output)")
        #expect(check.output.contains("passed          calls at the same time do not disturb each other"))
        let run = try await Self.shell("make -s -C my-dice run", in: place)
        #expect(run.output.hasPrefix("my-dice 0.1.0 · 25 replicates wanted, 25 run"), "\(run.output)\(run.errors)")
    }

    @Test("A file that exists is never written over, and nothing else is written then")
    func overwriting() async throws {
        let place = try Workplace(hasPlugins: false)
        try place.folder.folder("dice")
        try place.folder.write("dice/Makefile", "mine")
        let result = try await place.assay(["plugin", "new", "dice"])
        #expect(result.code == 2)
        #expect(result.errors.contains("dice/Makefile exists"))
        #expect(try place.folder.text("dice/Makefile") == "mine")
        #expect(!place.folder.exists("dice/dice.c"))
        #expect(try await place.assay(["plugin", "new", "dice", "--directory", "other/place"]).code == 0)
        #expect(place.folder.exists("other/place/dice.c"))
        let listed = try await place.assay(["plugin", "new", "dice", "--directory", "third", "--json"])
        #expect(try listed.json["files"]?[0] == "third/dice.c")
    }

    @Test(
        "A name, language or package that cannot be used is refused, and says what would be right",
        arguments: [
            (["9lives"], "NAME is a letter"), (["../up"], "NAME is a letter"),
            (["dice", "--language", "cobol"], "c, cpp, rust or swift"),
            (["dice", "--language", "swift", "--package", "/usr"], "--package PATH, a checkout of Assay"),
        ]
    )
    func mistakes(words: [String], message: String) async throws {
        let place = try Workplace(hasPlugins: false)
        let result = try await place.assay(["plugin", "new"] + words)
        #expect(result.code == 64)
        #expect(result.errors.contains(message))
        #expect(!place.folder.exists("dice"))
    }

    @Test("The headers are those of the package, byte for byte")
    func headers() async throws {
        let place = try Workplace(hasPlugins: false)
        let result = try await place.assay(["plugin", "header", "--directory", "include"])
        #expect(result.code == 0)
        let headers = ["plugin.h", "ext/batch.h", "ext/idempotency.h", "ext/progress.h", "ext/usage.h"]
        #expect(result.output == headers.map { "include/assay/\($0)\n" }.joined())
        let source = Package.path("Sources/CAssayPlugin/include/assay")
        for header in headers {
            let original = try String(contentsOfFile: "\(source)/\(header)", encoding: .utf8)
            #expect(try place.folder.text("include/assay/\(header)") == original)
        }
        let all = try FileManager.default.subpathsOfDirectory(atPath: source).filter { $0.hasSuffix(".h") }
        #expect(Set(all) == Set(headers))
    }
}
