public import AssayCore

/// One function of a library, as its manifest describes it.
public struct ForeignFunction: Sendable, Hashable {
    /// The name of the tool.
    public let name: String
    /// What the library calls the function.
    public let symbol: String
    /// One or two sentences on what the function does.
    public let description: String
    /// Free words a planner matches.
    public let capabilities: [String]
    /// What the tool promises about its calls.
    public let flags: ToolDescriptor.Flags
    /// SHA-256 of the canonical JSON of what the manifest says about the function: its entry, the structs, the library.
    public let manifestSHA256: String
    let parameters: [ForeignParameter]
    let result: ForeignResult
    let failures: ForeignFailures
    /// The number of parameters before the variable ones; `nil` for other functions.
    let fixedCount: Int?

    static let parameterLimit = 64
}

extension ForeignFunction {
    /// The names of the tools that callbacks ask.
    public var calledTools: [String] {
        parameters.compactMap { parameter in
            guard case .callback(let callback) = parameter.kind, case .tool(let name, _) = callback.action else {
                return nil
            }
            return name
        }
    }

    /// The functions that take memory back.
    var releaseSymbols: [String] {
        var symbols: Set<String> = []
        if case .block(let block) = result.kind, let release = block.release { symbols.insert(release) }
        for parameter in parameters {
            if case .block(let block) = parameter.kind, let release = block.release { symbols.insert(release) }
        }
        return symbols.sorted()
    }
}
