internal import AssayCore

/// Reads one parameter of a function.
struct ParameterReader {
    let node: ManifestNode
    let types: TypeReader

    func draft() throws(AssayError) -> ParameterDraft {
        let typeNode = try node.required("type")
        let type = try typeNode.text()
        if type == "pointer" { return try draft(kind: .null, keys: [], direction: .input) }
        if type == "callback" {
            let callback = try CallbackReader(node: node, types: types).callback()
            return try draft(kind: .callback(callback), keys: CallbackReader.keys, direction: .input)
        }
        if let layout = types.layout(type) { return try valueDraft(layout) }
        if let content = try types.content(type, of: node) { return try memoryDraft(content) }
        throw typeNode.failure(types.unknownType(type, extra: TypeReader.pointers))
    }

    private func valueDraft(_ layout: ForeignLayout) throws(AssayError) -> ParameterDraft {
        let direction = try direction()
        let isPointer = try node.flag("pointer", default: direction != .input)
        guard isPointer || direction == .input else {
            throw node.failure("an \(direction.rawValue) parameter is always a pointer; leave out pointer")
        }
        let keys = ["direction", "pointer", "default", "value", "minimum", "maximum"]
        let draft = try draft(kind: .value(layout, isPointer: isPointer), keys: keys, direction: direction)
        try checkGiven { value throws(Misfit) in
            let scratch = UnsafeMutableRawPointer.allocate(byteCount: layout.size, alignment: 16)
            defer { scratch.deallocate() }
            try layout.write(value, to: scratch)
            try draft.parameter.limits?.check(value)
        }
        return draft
    }

    private func memoryDraft(_ content: ForeignContent) throws(AssayError) -> ParameterDraft {
        let direction = try direction()
        let element = content.isArray ? ["element"] : []
        if direction == .output, try isAllocated(content) { return try blockDraft(content, element) }
        let isNullable = try node.flag("nullable")
        guard direction == .input || !isNullable else {
            throw node.failure("only an in parameter, or one the library allocates, may be nullable")
        }
        let buffer = ForeignBuffer(content: content, isNullable: isNullable, capacity: .data, used: .data)
        let keys = ["direction", "nullable", "default", "value", "length", "capacity"] + element
        let draft = try draft(kind: .buffer(buffer), keys: keys, direction: direction)
        try checkGiven { value throws(Misfit) in
            if case .null = value, isNullable { return }
            _ = try content.encode(value)
        }
        return draft
    }

    /// A pointer the function stores: `char **` without a buffer of the caller's, other types when they say so.
    private func isAllocated(_ content: ForeignContent) throws(AssayError) -> Bool {
        let isGivenRoom = node.member("capacity") != nil || node.member("length") != nil
        return try node.flag("allocated", default: content == .text && !isGivenRoom)
    }

    private func blockDraft(_ content: ForeignContent, _ element: [String]) throws(AssayError) -> ParameterDraft {
        let block = ForeignBlock(
            content: content,
            isNullable: try node.flag("nullable"),
            length: .terminated,
            release: try node.member("free")?.symbol()
        )
        let keys = ["direction", "nullable", "allocated", "length", "free"] + element
        return try draft(kind: .block(block), keys: keys, direction: .output)
    }
}

extension ParameterReader {
    private func draft(
        kind: ForeignParameter.Kind,
        keys: [String],
        direction: ForeignParameter.Direction
    ) throws(AssayError) -> ParameterDraft {
        try node.checkMembers(["name", "type", "description"] + keys)
        return ParameterDraft(
            node: node,
            parameter: ForeignParameter(
                name: try node.required("name").name(),
                description: try node.optionalText("description") ?? "",
                direction: direction,
                limits: try limits(direction),
                kind: kind,
                source: try source(direction),
                isInAnswer: true
            ),
            length: try ParameterDraft.reference("length", of: node),
            capacity: try ParameterDraft.reference("capacity", of: node)
        )
    }

    private func source(_ direction: ForeignParameter.Direction) throws(AssayError) -> ForeignParameter.Source {
        let fallback = node.member("default")
        let constant = node.member("value")
        if let given = fallback ?? constant, direction == .output {
            throw given.failure("an out parameter takes no value")
        }
        guard let constant else { return .request(default: fallback?.value) }
        guard fallback == nil else { throw constant.failure("a constant has no default; leave out one of them") }
        return .constant(constant.value)
    }

    private func limits(_ direction: ForeignParameter.Direction) throws(AssayError) -> ForeignLimits? {
        let ends = ["minimum", "maximum"].compactMap(node.member)
        guard !ends.isEmpty else { return nil }
        guard direction != .output, let scalar = try types.layout(node.required("type")).scalar, scalar != .bool else {
            throw ends[0].failure("only a number that goes in has limits")
        }
        for end in ends {
            var word: UInt64 = 0
            try end.checking { () throws(Misfit) in try scalar.write(end.value, to: &word) }
        }
        return ForeignLimits(minimum: node.member("minimum")?.value, maximum: node.member("maximum")?.value)
    }

    private func direction() throws(AssayError) -> ForeignParameter.Direction {
        guard let member = node.member("direction") else { return .input }
        guard let direction = ForeignParameter.Direction(rawValue: try member.text()) else {
            throw member.failure("must be in, out or inout")
        }
        return direction
    }

    /// Checks the default and the constant against the type.
    private func checkGiven(_ check: (Value) throws(Misfit) -> Void) throws(AssayError) {
        for key in ["default", "value"] {
            guard let member = node.member(key) else { continue }
            try member.checking { () throws(Misfit) in try check(member.value) }
        }
    }
}
