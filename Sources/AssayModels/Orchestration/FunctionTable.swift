import AssayCore

/// The functions models may call, by name.
struct FunctionTable: Sendable {
    private var functions: [String: RegisteredFunction] = [:]

    mutating func add(_ function: RegisteredFunction) throws(AssayError) {
        let name = function.description.name
        guard ToolDescriptor.isLegal(name: name) else {
            throw AssayError(
                .invalidArgument,
                "a function name is a letter or underscore, then at most 63 letters, digits, underscores or hyphens"
            )
        }
        guard functions[name] == nil else {
            throw AssayError(.duplicateTool, "a function named \(name) is registered already")
        }
        functions[name] = function
    }

    /// The functions of these names, or all, by name.
    func offered(_ names: Set<String>?) throws(AssayError) -> [RegisteredFunction] {
        for name in names ?? [] where functions[name] == nil {
            throw AssayError(.unknownTool, "no function of one of the names is registered; \(known)")
        }
        return functions.values.filter { names?.contains($0.description.name) ?? true }
            .sorted { $0.description.name < $1.description.name }
    }

    private var known: String { "known functions: \(functions.keys.sorted().joined(separator: ", "))" }
}
