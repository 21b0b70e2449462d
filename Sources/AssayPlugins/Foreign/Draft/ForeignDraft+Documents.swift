public import AssayCore

extension ForeignDraft {
    /// The manifest as a document, without the remarks.
    public var value: Value {
        var document: Object = ["library": .string(library)]
        if !structures.isEmpty {
            var members = Object()
            for structure in structures { members[structure.name] = .array(structure.fields.map(Self.value)) }
            document["structs"] = .object(members)
        }
        document["functions"] = .array(functions.map(Self.value))
        return .object(document)
    }

    /// The manifest as YAML, with a remark above everything that is left to decide.
    public var yaml: String {
        var lines = ["# A draft: check it against the documentation of the library."]
        lines.append(
            "# "
                + (debugFile.map { "The types are from the debug information in \(CallText.sanitised($0.utf8))." }
                    ?? "The library carries no debug information, so no types are known.")
        )
        if !isComplete {
            lines.append("# Each type that starts with ? is to be replaced; the line above it says by what.")
        }
        lines.append("library: \(Self.scalar(library))")
        if !structures.isEmpty { lines.append("structs:") }
        for structure in structures {
            lines.append("  \(Self.scalar(structure.name)):")
            lines += structure.fields.map { "    - \(Self.flow($0.name, $0.type))" }
        }
        lines.append("functions:")
        for function in functions { lines += Self.lines(function) }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ForeignDraft {
    private static func value(_ field: DraftStructure.Field) -> Value {
        ["name": .string(field.name), "type": .string(field.type)]
    }

    private static func value(_ slot: DraftSlot) -> Value {
        ["name": .string(slot.name), "type": .string(slot.type)]
    }

    private static func value(_ function: DraftFunction) -> Value {
        var members: Object = [
            "name": .string(function.name), "symbol": .string(function.symbol), "description": "",
            "parameters": .array(function.parameters.map(value)),
        ]
        if let result = function.result { members["returns"] = value(result) }
        if let fixedCount = function.fixedCount { members["fixed"] = Value(fixedCount) }
        return .object(members)
    }

    private static func lines(_ function: DraftFunction) -> [String] {
        var lines = ["  - name: \(scalar(function.name))", "    symbol: \(scalar(function.symbol))"]
        lines.append("    description: \"\"")
        lines += function.notes.map { "    # \($0)" }
        lines.append(function.parameters.isEmpty ? "    parameters: []" : "    parameters:")
        for parameter in function.parameters {
            if let note = parameter.note { lines.append("      # \(parameter.name): \(note)") }
            lines.append("      - \(flow(parameter.name, parameter.type))")
        }
        if let fixedCount = function.fixedCount { lines.append("    fixed: \(fixedCount)") }
        guard let result = function.result else { return lines }
        if let note = result.note { lines.append("    # \(note)") }
        return lines + ["    returns: \(flow(result.name, result.type))"]
    }

    private static func flow(_ name: String, _ type: String) -> String {
        "{name: \(scalar(name)), type: \(scalar(type))}"
    }

    /// Text as YAML has it: plain where nothing can be misread, else in quotes, as in JSON.
    private static func scalar(_ text: String) -> String {
        let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."): true
            case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "+"): true
            default: false
            }
        }
        let startsPlain = text.first.map { $0.isLetter || $0 == "_" || $0 == "/" } ?? false
        guard isPlain, startsPlain, !words.contains(text.lowercased()) else { return Value.string(text).canonicalJSON }
        return text
    }
}
