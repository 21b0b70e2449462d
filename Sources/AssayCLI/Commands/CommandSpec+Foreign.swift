import Assay

extension CommandSpec {
    static let foreign = CommandSpec(
        name: "foreign",
        summary: "describes the tools a manifest makes of C functions; loads and calls nothing",
        operands: "describe MANIFEST",
        operandCount: 2...2,
        flags: [],
        examples: [
            (
                "assay foreign describe Examples/Foreign/libm.tool.json",
                "each function with its C signature and the schemas derived from it"
            ),
            (
                "assay run power --plugin Examples/Foreign/power.tool.yaml --request '{\"x\":2,\"y\":10}' --k 2",
                "a function of the C library, run like any tool"
            ),
        ]
    ) { arguments, terminal in
        guard arguments.operands[0] == "describe" else { throw UsageError("usage: assay foreign describe MANIFEST") }
        let manifest = try ForeignManifest(reading: arguments.operands[1])
        guard !terminal.wantsJSON else {
            terminal.output(manifest.describe.canonicalJSON + "\n")
            return .success
        }
        terminal.output("\(Terminal.clean(manifest.library)), \(manifest.functions.count) function(s)\n")
        for function in manifest.functions {
            terminal.output(
                "\n\(Terminal.clean(function.name))  \(Terminal.clean(function.signature))\n    \(Terminal.clean(function.description))\n"
            )
            terminal.output("    input   \(Terminal.clean(function.inputSchema.canonicalJSON))\n")
            terminal.output("    output  \(Terminal.clean(function.outputSchema.canonicalJSON))\n")
        }
        return .success
    }
}
