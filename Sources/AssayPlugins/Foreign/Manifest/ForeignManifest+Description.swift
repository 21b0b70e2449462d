public import AssayCore

extension ForeignManifest {
    /// What the manifest says, with the schemas derived from it; nothing is loaded.
    public var describe: Value {
        [
            "library": .string(library), "version": .string(version),
            "functions": .array(
                functions.map { function in
                    [
                        "name": .string(function.name), "symbol": .string(function.symbol),
                        "description": .string(function.description),
                        "capabilities": .array(function.capabilities.map(Value.string)),
                        "flags": .array(function.flags.names.map(Value.string)),
                        "signature": .string(function.signature),
                        "input_schema": function.inputSchema, "output_schema": function.outputSchema,
                    ]
                }
            ),
        ]
    }
}
