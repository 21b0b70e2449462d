import Assay

extension CommandSpec {
    static let plugin = CommandSpec(
        name: "plugin",
        summary: "checks a plugin against the rules, starts a new one, or writes the C headers",
        operands: "check FILE | new NAME | header",
        operandCount: 1...2,
        flags: [
            .request,
            Flag(name: "tool", value: "NAME", help: "check: only this tool of the plugin"),
            Flag(name: "k", value: "N", help: "check: how many calls must leave nothing behind (default 200)"),
            Flag(name: "timeout", value: "TIME", help: "check: time limit of one call (default 10s)"),
            Flag(name: "language", value: "NAME", help: "new: c, cpp, rust or swift (default c)"),
            Flag(
                name: "directory",
                value: "DIR",
                help: "new, header: where to write (default: NAME; the headers: here)"
            ),
            Flag(name: "package", value: "PATH", help: "new --language swift: a checkout of Assay, for AssayPluginKit"),
        ],
        examples: [
            (
                "assay plugin new dice --language c && make -C dice && assay plugin check dice/libdice.so",
                "from nothing to a plugin that keeps the rules"
            ),
            (
                "assay plugin check ./libcoin.so --request '{\"bias\":0.7}' --json",
                "every rule with what was found, as one document; exit code 6 when one is broken"
            ),
            (
                "assay plugin header --directory include",
                "the headers of the plugin interface, as include/assay/plugin.h"
            ),
        ]
    ) { arguments, terminal in
        switch (arguments.operands[0], arguments.operands.count) {
        case ("check", 2): try await PluginCheck(arguments, terminal).run(arguments.operands[1])
        case ("new", 2): try PluginTemplate(arguments).write(named: arguments.operands[1], terminal)
        case ("header", 1): try PluginTemplate(arguments).writeHeaders(terminal)
        default: throw UsageError("usage: assay plugin check FILE | new NAME | header")
        }
    }
}
