import AssayCore
import Foundation
import Testing

@Suite("Streams and terminals")
struct TerminalTests {
    private static let escape = "\u{1B}"
    private static let eraseLine = "\r\u{1B}[K"

    @Test("A progress line appears on stderr only where that is a terminal, and is erased at the end")
    func progress() async throws {
        let place = try Workplace()
        let words = try Workplace.probe("coin") + ["--k", "6", "--stop", "never"]
        let live = try await place.assay(words, terminals: [2])
        #expect(live.code == 0)
        #expect(live.errors.contains("\(Self.eraseLine)6 of 6 replicates"))
        #expect(live.errors.hasSuffix(Self.eraseLine))
        #expect(!live.errors.contains("\n"))
        #expect(!live.output.contains(Self.escape))
        #expect(try await place.assay(words).errors.isEmpty)
        #expect(try await place.assay(words + ["--quiet"], terminals: [2]).errors.isEmpty)
        #expect(try await place.assay(words, environment: ["TERM": "dumb"], terminals: [2]).errors.isEmpty)
    }

    @Test("Failures are counted in the progress line")
    func progressWithFailures() async throws {
        let result = try await Workplace().assay(Workplace.probe("fail") + ["--k", "4"], terminals: [2])
        #expect(result.errors.contains("4 of 4 replicates, 4 failed"))
    }

    @Test("A progress line is cut to the terminal, since what wraps cannot be erased")
    func narrowTerminal() async throws {
        let result = try await Workplace().assay(
            Workplace.probe("progress") + ["--k", "1"],
            terminals: [2],
            columns: 50
        )
        let lines = result.errors.components(separatedBy: Self.eraseLine)
        #expect(lines.contains { $0.contains("ppp") })
        #expect(lines.map(\.count).max() == 49)
    }

    @Test("verify and extend show their progress, too")
    func otherCommands() async throws {
        let place = try Workplace()
        _ = try await place.assay(Workplace.kmeans + ["--out", "b.json"])
        for words in [["verify", "b.json"], ["extend", "b.json", "--k", "2"]] {
            let result = try await place.assay(words, terminals: [2])
            #expect(result.code == 0)
            #expect(result.errors.contains(" replicates"))
            #expect(result.errors.hasSuffix(Self.eraseLine))
        }
    }

    @Test("A table on a terminal is coloured and as wide as the terminal")
    func colouredTable() async throws {
        let place = try Workplace()
        let result = try await place.assay(Workplace.kmeans, terminals: [1, 2], columns: 60)
        #expect(result.output.contains("\(Self.escape)[1mkmeans\(Self.escape)[0m"))
        let plain = result.output.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        let widths = plain.split(separator: "\n").filter { !$0.contains("digest") }.map(\.count)
        #expect(widths.max() == 60)
    }

    @Test(
        "Colour follows --color first, then NO_COLOR, then the forcing variables, then the terminal",
        arguments: [
            (["--color", "always"], ["NO_COLOR": "1"], false, true),
            (["--color", "never"], ["CLICOLOR_FORCE": "1"], true, false),
            ([], ["CLICOLOR_FORCE": "1"], false, true), ([], ["FORCE_COLOR": "1"], false, true),
            ([], ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false, false), ([], ["NO_COLOR": ""], true, true),
            ([], ["NO_COLOR": "0"], true, false), ([], ["TERM": "dumb"], true, false), ([], [:], false, false),
            (["--color", "auto"], [:], true, true),
        ] as [([String], [String: String], Bool, Bool)]
    )
    func colour(words: [String], environment: [String: String], isTerminal: Bool, isColoured: Bool) async throws {
        let place = try Workplace()
        let result = try await place.assay(
            Workplace.probe("ok") + ["--k", "1"] + words,
            environment: environment,
            terminals: isTerminal ? [1] : []
        )
        #expect(result.code == 0)
        #expect(result.output.contains(Self.escape) == isColoured)
    }

    @Test("A document is never coloured")
    func plainDocument() async throws {
        let result = try await Workplace().assay(Workplace.kmeans + ["--json", "--color", "always"], terminals: [1])
        #expect(!result.output.contains(Self.escape))
        #expect(try result.json["outcome"] == "complete")
    }

    @Test("Quiet leaves out progress and notes, not results and errors")
    func quiet() async throws {
        let place = try Workplace()
        let words = try Workplace.probe("warn") + ["--k", "1"]
        let loud = try await place.assay(words)
        #expect(loud.errors.contains("warning: r1: red"))
        #expect(!loud.errors.contains(Self.escape))
        let quiet = try await place.assay(words + ["--quiet"])
        #expect(quiet.errors.isEmpty)
        #expect(quiet.output.contains("outcome"))
        let failure = try await place.assay(["show", "missing.json", "--quiet"])
        #expect(failure.errors.hasPrefix("assay: missing.json"))
    }

    @Test("A reader that goes away does not crash the program or fail the run, and --out is written")
    func brokenPipe() async throws {
        let place = try Workplace()
        let words = ["--k", "300", "--stop", "never", "--json", "--out", "b.json"]
        let result = try await place.assay(Workplace.kmeans + words, interference: .closeOutput(afterBytes: 10))
        #expect(result.code == 0)
        #expect(result.errors.isEmpty)
        #expect(try Value(json: place.folder.text("b.json"))["outcome"] == "complete")
        let shell = try await place.shell(
            "assay run kmeans --request @Examples/Requests/kmeans.json --json | head -c 10"
        )
        #expect(shell.output.utf8.count == 10)
        #expect(shell.errors.isEmpty)
    }

    @Test("A full disk behind stdout is a failure, because the result is lost", arguments: [["--json"], []])
    func fullDisk(words: [String]) async throws {
        let result = try await Workplace().assay(Workplace.kmeans + words, outputFile: "/dev/full")
        #expect(result.code == 2)
        #expect(result.errors.contains("stdout cannot be written"))
    }
}
