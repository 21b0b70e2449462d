internal import AssayCore

/// Reads a callback: a comparison, or a signature and the tool that serves it.
struct CallbackReader {
    let node: ManifestNode
    let types: TypeReader

    static let keys = ["compare", "tool", "parameters", "returns"]

    func callback() throws(AssayError) -> ForeignCallback {
        switch (node.member("compare"), node.member("tool")) {
        case (let compare?, nil): return try comparison(compare)
        case (nil, let tool?): return try toolCallback(tool.name())
        default: throw node.failure("a callback has either compare or tool")
        }
    }

    private func comparison(_ compare: ManifestNode) throws(AssayError) -> ForeignCallback {
        for key in ["parameters", "returns"] where node.member(key) != nil {
            throw node.failure("a comparison has its own signature; leave out \(key)")
        }
        try compare.checkMembers(["element", "by", "order"])
        let element = try types.layout(compare.required("element"))
        let order = try compare.optionalText("order") ?? "ascending"
        guard ["ascending", "descending"].contains(order) else {
            throw compare.failure("order must be ascending or descending")
        }
        let kind = ForeignCallback.Kind.element(element)
        return ForeignCallback(
            parameters: [.init(name: "a", kind: kind), .init(name: "b", kind: kind)],
            result: .i32,
            action: .compare(key: try key(of: element, compare), isAscending: order == "ascending")
        )
    }

    private func key(of element: ForeignLayout, _ compare: ManifestNode) throws(AssayError) -> ForeignCallback.Key {
        switch (element, compare.member("by")) {
        case (.scalar(let scalar), nil): return ForeignCallback.Key(scalar: scalar, offset: 0)
        case (.scalar, let by?): throw by.failure("only structs are compared by a field")
        case (.structure, nil): throw compare.failure("by is missing: it names the field that decides")
        case (.structure(let structure), let by?):
            guard let field = structure.field(try by.text()), let scalar = field.layout.scalar else {
                throw by.failure("must name a number among the fields of \(structure.name)")
            }
            return ForeignCallback.Key(scalar: scalar, offset: field.offset)
        }
    }

    private func toolCallback(_ tool: String) throws(AssayError) -> ForeignCallback {
        var parameters: [ForeignCallback.Parameter] = []
        for element in try node.required("parameters").elements(0...ForeignCallback.parameterLimit) {
            let parameter = try parameter(element)
            guard !parameters.contains(where: { $0.name == parameter.name }) else {
                throw element.failure("the parameter name \(parameter.name) comes twice")
            }
            parameters.append(parameter)
        }
        let (result, member) = try result()
        return ForeignCallback(parameters: parameters, result: result, action: .tool(name: tool, member: member))
    }

    private func parameter(_ node: ManifestNode) throws(AssayError) -> ForeignCallback.Parameter {
        try node.checkMembers(["name", "type", "pointer"])
        let name = try node.required("name").name()
        let type = try node.required("type").text()
        let isPointer = try node.flag("pointer")
        if type == "cstring" || type == "pointer" {
            guard !isPointer else { throw node.failure("\(type) is a pointer already; leave out pointer") }
            return ForeignCallback.Parameter(name: name, kind: type == "cstring" ? .text : .ignored)
        }
        guard let layout = types.layout(type) else {
            throw try node.required("type").failure(types.unknownType(type, extra: ["cstring", "pointer"]))
        }
        return ForeignCallback.Parameter(name: name, kind: isPointer ? .element(layout) : .value(layout))
    }

    private func result() throws(AssayError) -> (ForeignScalar?, String?) {
        guard let returns = node.member("returns") else { return (nil, nil) }
        try returns.checkMembers(["name", "type"])
        let type = try returns.required("type")
        if type.value.string == "void" { return (nil, nil) }
        return (try types.scalar(type), try returns.required("name").name())
    }
}
