internal import AssayCore

/// Reads one function of a manifest.
struct FunctionReader {
    let node: ManifestNode
    let namespace: String?
    let types: TypeReader
    /// What the manifest says about all its functions, as far as calls depend on it.
    let common: Object

    private static let keys = [
        "name", "symbol", "description", "capabilities", "flags", "parameters", "returns", "errors", "fixed",
    ]

    func function() throws(AssayError) -> ForeignFunction {
        try node.checkMembers(Self.keys)
        let symbol = try node.required("symbol").symbol()
        let (parameters, result) = try signature()
        return ForeignFunction(
            name: try name(),
            symbol: symbol,
            description: try node.optionalText("description") ?? "",
            capabilities: try capabilities(),
            flags: try flags(),
            manifestSHA256: digest,
            parameters: parameters,
            result: result,
            failures: try FailureReader(node: node.member("errors"), result: result).failures(),
            fixedCount: try fixedCount(parameters)
        )
    }

    private var digest: String {
        var entry = common
        entry["function"] = node.value
        return SHA256.hexDigest(of: Value.object(entry).canonicalBytes)
    }

    private func name() throws(AssayError) -> String {
        let member = try node.required("name")
        let name = try member.name()
        guard let namespace else { return name }
        guard namespace.utf8.count + name.utf8.count < 64 else {
            throw member.failure("is too long with its namespace; together they have at most 63 characters")
        }
        return "\(namespace)-\(name)"
    }

    private func signature() throws(AssayError) -> ([ForeignParameter], ForeignResult) {
        let returns = node.member("returns") ?? ManifestNode(file: node.file, path: node.path, value: ["type": "void"])
        let (result, length) = try ResultReader(node: returns, types: types).draft()
        var resolver = LengthResolver(
            drafts: try drafts(),
            result: result,
            resultLength: length,
            resultNode: returns
        )
        try resolver.resolve()
        let parameters = resolver.drafts.map(\.parameter)
        let size = parameters.reduce(0) { $0 + $1.valueSize }
        guard size <= ForeignStructure.sizeLimit else {
            throw node.failure(
                "the arguments by value have \(size) bytes together; at most \(ForeignStructure.sizeLimit) fit a stack"
            )
        }
        if let name = result.name, parameters.contains(where: { $0.isAnswered && $0.name == name }) {
            throw returns.failure("the name \(name) is an out parameter's already")
        }
        return (parameters, resolver.result)
    }

    private func drafts() throws(AssayError) -> [ParameterDraft] {
        var drafts: [ParameterDraft] = []
        guard let parameters = node.member("parameters") else { return [] }
        for element in try parameters.elements(0...ForeignFunction.parameterLimit) {
            let draft = try ParameterReader(node: element, types: types).draft()
            guard !drafts.contains(where: { $0.parameter.name == draft.parameter.name }) else {
                throw element.failure("the parameter name \(draft.parameter.name) comes twice")
            }
            drafts.append(draft)
        }
        return drafts
    }

    private func fixedCount(_ parameters: [ForeignParameter]) throws(AssayError) -> Int? {
        guard let member = node.member("fixed") else { return nil }
        guard !parameters.isEmpty else { throw member.failure("a variadic function has at least one fixed parameter") }
        let count = try member.integer(1...parameters.count)
        for parameter in parameters.dropFirst(count) {
            guard case .value(.scalar(let scalar), isPointer: false) = parameter.kind, !scalar.isPromoted else {
                continue
            }
            throw member.failure(
                "the variable parameter \(parameter.name) cannot be \(scalar.rawValue): C widens it to "
                    + (scalar == .f32 ? "f64" : "i32")
            )
        }
        return count
    }
}

extension FunctionReader {
    private func capabilities() throws(AssayError) -> [String] {
        guard let member = node.member("capabilities") else { return [] }
        var words: [String] = []
        for element in try member.elements(0...64) { words.append(try element.text(limit: 256)) }
        return words
    }

    /// A plain function depends on its arguments only, unless its manifest says otherwise.
    private func flags() throws(AssayError) -> ToolDescriptor.Flags {
        var flags: ToolDescriptor.Flags = [.deterministic, .idempotent]
        guard let member = node.member("flags") else { return flags }
        let all: [(String, ToolDescriptor.Flags)] = [
            ("deterministic", .deterministic), ("idempotent", .idempotent), ("concurrent", .concurrent),
            ("side_effects", .sideEffects),
        ]
        try member.checkMembers(all.map(\.0))
        for (key, flag) in all {
            let isSet = try member.flag(key, default: flags.contains(flag))
            if isSet { flags.insert(flag) } else { flags.remove(flag) }
        }
        return flags
    }
}
