import Assay

extension CommandSpec {
    static let foreign = CommandSpec(
        name: "foreign",
        summary: "describes the tools a manifest makes of C functions, or drafts a manifest; calls nothing",
        operands: ForeignCommand.operands,
        operandCount: 2...1024,
        flags: [Flag(name: Flag.out.name, value: "FILE", help: "write the draft to this file (also: -o FILE)")],
        examples: [
            (
                "assay foreign describe Examples/Foreign/libm.tool.json",
                "each function with its C signature, the schemas derived from it, and whether debug information agrees"
            ),
            (
                "assay foreign draft libz.so.1 crc32 compress2",
                "a manifest to finish: filled in from debug information, with what is left to decide"
            ),
            (
                "assay foreign draft libm.so.6 pow -o power.tool.yaml",
                "the draft in a file; --json makes it JSON"
            ),
            (
                "assay run power --plugin Examples/Foreign/power.tool.yaml --request '{\"x\":2,\"y\":10}' --k 2",
                "a function of the C library, run like any tool"
            ),
        ]
    ) { arguments, terminal in
        switch arguments.operands[0] {
        case "describe": try ForeignCommand.describe(arguments, terminal)
        case "draft": try ForeignCommand.draft(arguments, terminal)
        default: throw UsageError("usage: assay foreign \(ForeignCommand.operands)")
        }
        return .success
    }
}
