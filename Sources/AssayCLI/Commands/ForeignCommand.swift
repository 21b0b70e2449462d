import Assay

/// What `assay foreign` does.
enum ForeignCommand {
    static let operands = "describe MANIFEST | draft LIBRARY SYMBOL…"

    static func describe(_ arguments: ParsedArguments, _ terminal: Terminal) throws {
        guard arguments.operands.count == 2 else { throw UsageError("usage: assay foreign describe MANIFEST") }
        guard arguments.string(Flag.out.name) == nil else { throw UsageError("--out is for drafts") }
        let manifest = try ForeignManifest(reading: arguments.operands[1])
        let checks = try manifest.check()
        guard !terminal.wantsJSON else {
            terminal.output(manifest.describe(checks).canonicalJSON + "\n")
            return
        }
        terminal.output("\(Terminal.clean(manifest.library)), \(manifest.functions.count) function(s)\n")
        for (function, check) in zip(manifest.functions, checks) { terminal.output(text(function, check)) }
    }

    private static func text(_ function: ForeignFunction, _ check: ForeignCheck) -> String {
        let lines = [
            "", "\(function.name)  \(function.signature)", "    \(function.description)",
            "    input   \(function.inputSchema.canonicalJSON)", "    output  \(function.outputSchema.canonicalJSON)",
            "    types   \(check.summary)",
        ]
        return lines.map { Terminal.clean($0) + "\n" }.joined()
    }

    static func draft(_ arguments: ParsedArguments, _ terminal: Terminal) throws {
        guard arguments.operands.count > 2 else { throw UsageError("usage: assay foreign draft LIBRARY SYMBOL…") }
        let out = arguments.string(Flag.out.name)
        if out == "-" { throw UsageError("--out needs a file; without it the draft goes to stdout") }
        if let out { try JSONFile.checkWritable(out) }
        let draft = try ForeignDraft(library: arguments.operands[1], symbols: Array(arguments.operands.dropFirst(2)))
        let text = terminal.wantsJSON ? draft.value.prettyJSON + "\n" : draft.yaml
        if out == "-" { throw UsageError("--out needs a file; without it the draft goes to stdout") }
        if let out { try JSONFile.write(out) { $0(text) } } else { terminal.output(text) }
        if !draft.isComplete {
            terminal.note("types that start with ? are left to you: the manifest is refused until they are replaced")
        }
    }
}
