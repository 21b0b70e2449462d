extension BundleMetadata.ToolIdentity {
    /// What a bundle keeps of a descriptor.
    init(_ tool: ToolDescriptor) {
        var composition: ToolComposition?
        if case .composite(let parts) = tool.origin { composition = parts }
        self.init(name: tool.name, version: tool.version, composition: composition)
    }

    init(_ reader: DocumentReader) throws(AssayError) {
        let composition = try reader.optional("composition") { reader throws(AssayError) in
            try ToolComposition(reader.reader("composition"))
        }
        self.init(name: try reader.string("name"), version: try reader.string("version"), composition: composition)
    }

    var encoded: Object {
        var object: Object = ["name": .string(name), "version": .string(version)]
        guard let composition else { return object }
        // Hashes of files may differ between machines that give the same evidence, so they stay out.
        object["composition"] = [
            "kind": .string(composition.kind.rawValue),
            "members": .array(
                composition.members.map { ["name": .string($0.name), "version": .string($0.version)] }
            ),
        ]
        return object
    }
}

extension ToolComposition {
    fileprivate init(_ reader: DocumentReader) throws(AssayError) {
        guard let kind = Kind(rawValue: try reader.string("kind")) else {
            throw AssayError(.invalidBundle, "bundle.meta.tool.composition.kind must be chain or panel")
        }
        var members: [Member] = []
        for (index, value) in try reader.array("members").enumerated() {
            let member = try DocumentReader(value, at: "bundle.meta.tool.composition.members[\(index)]")
            members.append(Member(name: try member.string("name"), version: try member.string("version")))
        }
        self.init(kind, of: members)
    }
}
