internal import AssayCore

/// Reads what a function returns.
struct ResultReader {
    let node: ManifestNode
    let types: TypeReader

    func draft() throws(AssayError) -> (result: ForeignResult, length: ParameterDraft.Reference?) {
        let typeNode = try node.required("type")
        let type = try typeNode.text()
        if type == "void" {
            try node.checkMembers(["type", "description"])
            return (.nothing, nil)
        }
        if let layout = types.layout(type) {
            try node.checkMembers(["name", "type", "description"])
            return (try result(.value(layout)), nil)
        }
        guard let content = try types.content(type, of: node) else {
            throw typeNode.failure(types.unknownType(type, extra: ["cstring", "bytes", "array", "void"]))
        }
        return try block(content)
    }

    private func block(
        _ content: ForeignContent
    ) throws(AssayError) -> (result: ForeignResult, length: ParameterDraft.Reference?) {
        let extra = content.isArray ? ["element"] : []
        try node.checkMembers(["name", "type", "description", "nullable", "length", "free"] + extra)
        let block = ForeignBlock(
            content: content,
            isNullable: try node.flag("nullable"),
            length: .terminated,
            release: try node.member("free")?.symbol()
        )
        return (try result(.block(block)), try ParameterDraft.reference("length", of: node))
    }

    private func result(_ kind: ForeignResult.Kind) throws(AssayError) -> ForeignResult {
        ForeignResult(
            name: try node.member("name")?.name(),
            description: try node.optionalText("description") ?? "",
            kind: kind
        )
    }
}
