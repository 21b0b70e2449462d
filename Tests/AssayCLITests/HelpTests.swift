import AssayCore
import Testing

@Suite("Help and usage errors")
struct HelpTests {
    static let commands = [
        "tools", "run", "ask", "models", "route", "plugin", "foreign", "extend", "verify", "show", "runs", "compare",
        "analyze",
        "calibrate",
    ]

    @Test(
        "Help lists every command, where plugins are found and the exit codes",
        arguments: [["help"], ["--help"], ["-h"]]
    )
    func overview(words: [String]) async throws {
        let result = try await Workplace().assay(words)
        #expect(result.code == 0)
        #expect(result.errors.isEmpty)
        for command in Self.commands { #expect(result.output.contains("\n  \(command) ")) }
        for code in ["0", "1", "2", "3", "4", "5", "6", "64", "130, 143"] {
            #expect(result.output.contains("\n  \(code) "))
        }
        #expect(result.output.contains("ASSAY_PLUGIN_PATH"))
        #expect(result.output.contains("assay run kmeans --request"))
    }

    @Test("Without a command the overview goes to stderr and the exit code is 64")
    func noCommand() async throws {
        let result = try await Workplace().assay([])
        #expect(result.code == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("Usage: assay COMMAND"))
        #expect(!result.errors.hasSuffix("\n\n"))
    }

    @Test("Each command has help with its options and an example, however it is asked for", arguments: commands)
    func commandHelp(command: String) async throws {
        let place = try Workplace()
        let asked = try await place.assay(["help", command])
        let flagged = try await place.assay([command, "--help"])
        let short = try await place.assay([command, "-h"])
        #expect(asked.code == 0)
        #expect(asked.errors.isEmpty)
        #expect(asked.output == flagged.output)
        #expect(asked.output == short.output)
        for text in ["Usage: assay \(command)", "--plugin PATH", "--json", "--quiet", "--color WHEN", "Examples:\n  "] {
            #expect(asked.output.contains(text))
        }
    }

    @Test("Every example in the help texts runs and succeeds, one after the other")
    func examples() async throws {
        let place = try Workplace()
        try place.folder.copy(place.folder.file("Examples/Requests/annealing.json"), as: "request.json")
        try await recordAnswers(in: place)
        var count = 0
        // The first bundle is one of `run`, which the later commands read.
        for command in ["tools", "run", "calibrate", "show", "verify", "extend"] {
            let help = try await place.assay(["help", command]).output
            let examples = help.split(separator: "\n").filter { $0.hasPrefix("  assay ") || $0.hasPrefix("  cat ") }
            #expect(!examples.isEmpty)
            for example in examples {
                // On a busy machine a thousand calls of a worker take their time.
                let result = try await place.shell(String(example), timeLimit: .seconds(300))
                #expect(result.code == 0, "\(example): \(result.errors)")
                #expect(!result.output.isEmpty)
                count += 1
            }
        }
        #expect(count >= 9)
    }

    /// Leaves what one of the examples reads: a bundle of `assay ask` and its recording.
    private func recordAnswers(in place: Workplace) async throws {
        let server = try await AnswerServer.start(in: place.folder)
        let files = ["--record", "calls.json", "--out", "asked.json", "--quiet"]
        _ = try await place.assay(["ask", "Why?", "--models", "openai/m", "--base-url", server.base] + files)
        #expect(place.folder.exists("calls.json") && place.folder.exists("asked.json"))
    }

    @Test("Every example of the commands about models runs and succeeds, with the files it names")
    func modelExamples() async throws {
        let place = try Workplace()
        try place.folder.write("models.yaml", "models: [{id: own, provider: ollama, model: llama3.2, local: true}]")
        try place.folder.write("question.txt", "Why is the sky blue?")
        let server = try await AnswerServer.start(in: place.folder)
        let environment = ["OPENAI_API_KEY": "sk-4711", "OPENAI_BASE_URL": server.base]
        for command in ["models", "route"] {
            let help = try await place.assay(["help", command]).output
            let examples = help.split(separator: "\n").filter { $0.hasPrefix("  assay ") }
            #expect(examples.count >= 4)
            for example in examples {
                let result = try await place.shell(String(example), environment: environment)
                #expect(result.code == 0, "\(example): \(result.errors)")
                #expect(!result.output.isEmpty && !result.output.contains("4711"))
            }
        }
    }

    @Test("The version is one line, or a document", arguments: ["version", "--version"])
    func version(word: String) async throws {
        let place = try Workplace()
        let text = try await place.assay([word])
        #expect(text.code == 0)
        #expect(text.output.hasPrefix("assay "))
        let document = try await place.assay([word, "--json"]).json
        #expect(document["version"]?.string.map { "assay \($0)\n" } == text.output)
    }

    @Test(
        "A wrong word is refused with the one that may have been meant",
        arguments: [
            (["rnu"], "did you mean assay run?"), (["verfy", "b.json"], "did you mean assay verify?"),
            (["help", "extnd"], "did you mean assay extend?"), (["zzzzzz"], "see assay help"),
            (["run", "kmeans", "--reqest", "{}"], "run has no option --reqest; did you mean --request?"),
            (["run", "kmeans", "--max_parallel", "2"], "did you mean --max-parallel?"),
            (["tools", "--k", "3"], "tools has no option --k"), (["run", "-k", "3"], "options have two dashes"),
            (["run", "kmeans", "--k"], "--k needs a value: N"), (["run"], "--request is needed"),
            (["run", "a", "b", "--request", "{}"], "usage: assay run [TOOL]"), (["show"], "usage: assay show BUNDLE"),
            (["run", "kmeans", "--k", "3", "--k", "4"], "--k may be given only once"),
            (["tools", "--json=yes"], "--json takes no value"),
            (["tools", "--color", "pink"], "auto, always or never"),
            (["run", "kmeans"], "--request is needed"), (["extend", "b.json"], "--k is needed"),
        ] as [([String], String)]
    )
    func usageErrors(words: [String], fragment: String) async throws {
        let place = try Workplace()
        let result = try await place.assay(words)
        #expect(result.code == 64)
        #expect(result.output.isEmpty)
        #expect(result.errorLines.count == 1)
        #expect(result.errors.hasPrefix("assay: "))
        #expect(result.errors.contains(fragment), "\(result.errors)")
        #expect(place.folder.names == ["Examples"])
    }

    @Test("With --json an error is a document on stdout and still a line on stderr")
    func errorDocument() async throws {
        let result = try await Workplace().assay(["run", "kmeans", "--reqest", "{}", "--json"])
        #expect(result.code == 64)
        let error = try result.json["error"]
        #expect(error?["code"] == "usage")
        let message = try #require(error?["message"]?.string)
        #expect(result.errors == "assay: \(message)\n")
    }
}
