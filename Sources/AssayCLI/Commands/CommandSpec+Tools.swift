import Assay

extension CommandSpec {
    static let tools = CommandSpec(
        name: "tools",
        summary: "lists the tools that are loaded, or describes one",
        operands: "[NAME]",
        operandCount: 0...1,
        flags: [
            Flag(
                name: "unquarantine",
                value: nil,
                help: "let plugins in again that are left alone because they crashed three times within a minute"
            )
        ],
        examples: [
            ("assay tools", "every tool with its version, flags and file"),
            ("assay tools kmeans", "one tool with its schemas and default options"),
            ("assay tools --unquarantine", "forget which plugins crashed, after mending them"),
        ]
    ) { arguments, terminal in
        if arguments.isSet("unquarantine"), ParsedArguments.quarantine.lift() == nil {
            throw AssayError(.fileError, "the quarantine cannot be written: look at the user's state directory")
        }
        let client = AssayClient()
        let report = try await client.load(arguments, terminal)
        if report.refused.contains(where: { $0.reason.code == .pluginQuarantined }) {
            terminal.note("assay tools --unquarantine lets plugins in again that crashed too often")
        }
        if let name = arguments.operands.first {
            let descriptor = try client.registry.tool(named: name).descriptor
            terminal.output(
                terminal.wantsJSON ? descriptor.document.canonicalJSON + "\n" : descriptor.description(in: terminal)
            )
            return .success
        }
        let descriptors = client.listTools().values.sorted { $0.name < $1.name }
        guard !terminal.wantsJSON else {
            let document: Value = [
                "tools": .array(descriptors.map(\.document)),
                "refused": .array(
                    report.refused.map {
                        [
                            "path": .string($0.path), "code": .string($0.reason.code.rawValue),
                            "message": .string($0.reason.message),
                        ]
                    }
                ),
            ]
            terminal.output(document.canonicalJSON + "\n")
            return .success
        }
        if descriptors.isEmpty {
            terminal.note("no tools found; put plugins into a directory of ASSAY_PLUGIN_PATH, or give --plugin PATH")
        }
        for descriptor in descriptors { terminal.output(descriptor.line) }
        return .success
    }
}

extension ToolDescriptor {
    /// Name, version and flags, then the description and the file, indented.
    fileprivate var line: String {
        let words = flags.names + (supportsBundle ? ["bundle"] : [])
        return "\(name) \(Terminal.clean(version))  [\(words.joined(separator: ", "))]\n"
            + [Terminal.clean(description), Terminal.clean(origin.description)].map { "    \($0)\n" }.joined()
    }

    fileprivate func description(in terminal: Terminal) -> String {
        var text = line
        let parts: [(String, Value?)] = [
            ("provider", provider.map(Value.string)), ("capabilities", .array(capabilities.map(Value.string))),
            ("default options", .object(defaultOptions)), ("input schema", inputSchema),
            ("output schema", outputSchema),
        ]
        for case (let name, let value?) in parts {
            text +=
                "\n\(name)\n"
                + value.prettyJSON.split(separator: "\n").map { "    \(Terminal.clean(String($0)))\n" }.joined()
        }
        return text
    }

    fileprivate var document: Value {
        let usage = maximumUsage.map {
            ["tokens": .orNull($0.tokens), "cost_usd": .orNull($0.costUSD), "time_ms": .orNull($0.timeMS)] as Value
        }
        return [
            "name": .string(name), "version": .string(version), "description": .string(description),
            "supports_bundle": .bool(supportsBundle), "capabilities": .array(capabilities.map(Value.string)),
            "flags": .array(flags.names.map(Value.string)), "provider": .orNull(provider),
            "path": .orNull(origin.path), "sha256": .orNull(origin.sha256),
            "manifest_sha256": .orNull(origin.manifestSHA256),
            "default_options": .object(defaultOptions), "input_schema": .orNull(inputSchema),
            "output_schema": .orNull(outputSchema), "maximum_usage": .orNull(usage),
        ]
    }
}
