public import AssayCore

extension ForeignManifest {
    /// What the manifest says, with the schemas derived from it; nothing is loaded.
    public var describe: Value { describe([]) }

    /// What the manifest says, and for each function whether that was compared with the library.
    public func describe(_ checks: [ForeignCheck]) -> Value {
        [
            "library": .string(library), "version": .string(version),
            "functions": .array(
                functions.map { function in
                    let check = checks.first { $0.function == function.name }
                    var members: Object = [
                        "name": .string(function.name), "symbol": .string(function.symbol),
                        "description": .string(function.description),
                        "capabilities": .array(function.capabilities.map(Value.string)),
                        "flags": .array(function.flags.names.map(Value.string)),
                        "signature": .string(function.signature),
                        "input_schema": function.inputSchema, "output_schema": function.outputSchema,
                    ]
                    if let check {
                        members["signature_checked"] = .bool(check.isChecked)
                        members["debug_file"] = .orNull(check.debugFile)
                        members["signature_check"] = .string(check.summary)
                    }
                    return .object(members)
                }
            ),
        ]
    }
}
