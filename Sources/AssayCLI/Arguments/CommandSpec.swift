/// A command: its options, its help, and what it does.
struct CommandSpec: Sendable {
    let name: String
    /// What the command does, in a line.
    let summary: String
    /// The operands, as help prints them.
    let operands: String
    /// How many operands there may be.
    let operandCount: ClosedRange<Int>
    let flags: [Flag]
    /// Commands a reader can try, each with a word on what it shows.
    let examples: [(command: String, shows: String)]
    let run: @Sendable (ParsedArguments, Terminal) async throws -> ExitCode

    static let all = [
        tools, plan, run, ask, models, route, plugin, foreign, extend, verify, show, runs, compare, analyze, calibrate,
    ]

    var allFlags: [Flag] { flags + Flag.common }

    var help: String {
        var text =
            "assay \(name): \(summary)\n\nUsage: assay \(name)\(operands.isEmpty ? "" : " " + operands) [options]\n\n"
        text +=
            "Options:\n" + Self.table(allFlags.map { ("--\($0.name)" + ($0.value.map { " " + $0 } ?? ""), $0.help) })
        text += "\nExamples:\n" + examples.map { "  \($0.command)\n      \($0.shows)\n" }.joined()
        return text
    }

    static var overview: String {
        var text = "assay: runs a tool K times under known seeds and says how far the answer can be trusted\n\n"
        text += "Usage: assay COMMAND [operands] [options]\n\nCommands:\n"
        text += table(
            all.map { ($0.name, $0.summary) } + [
                ("help [COMMAND]", "this text, or the options and examples of a command")
            ]
        )
        text +=
            "\nPlugins are looked for in ASSAY_PLUGIN_PATH, $XDG_DATA_HOME/assay/plugins, and beside the executable.\n"
        text += "\nExit codes:\n" + table(ExitCode.table)
        text += "\nExample:\n  \(run.examples[0].command)\n      \(run.examples[0].shows)\n"
        return text
    }

    private static func table(_ rows: [(String, String)]) -> String {
        let width = min(28, rows.map(\.0.count).max() ?? 0)
        return rows.map { name, text in
            let gap =
                name.count > width
                ? "\n  " + String(repeating: " ", count: width) : String(repeating: " ", count: width - name.count)
            return "  \(name)\(gap)  \(text)\n"
        }.joined()
    }
}
