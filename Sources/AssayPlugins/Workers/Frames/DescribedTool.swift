internal import AssayCore

/// A tool as a worker describes it.
struct DescribedTool: Sendable {
    var descriptor: ToolDescriptor
    /// The columns of its batches; `nil` for a tool without.
    var columns: [String]?

    func write(to writer: inout PayloadWriter) {
        writer.text(descriptor.name)
        writer.text(descriptor.version)
        writer.text(descriptor.description)
        writer.texts(descriptor.capabilities)
        writer.optional(descriptor.provider) { $0.text($1) }
        writer.text(Value.object(descriptor.defaultOptions).canonicalJSON)
        writer.optional(descriptor.inputSchema) { $0.text($1.canonicalJSON) }
        writer.optional(descriptor.outputSchema) { $0.text($1.canonicalJSON) }
        writer.integer(descriptor.flags.rawValue)
        writer.optional(descriptor.maximumUsage) { $1.write(to: &$0) }
        writer.text(descriptor.origin.path ?? "")
        writer.text(descriptor.origin.sha256 ?? "")
        writer.optional(columns) { $0.texts($1) }
    }

    init(descriptor: ToolDescriptor, columns: [String]?) {
        self.descriptor = descriptor
        self.columns = columns
    }

    /// Reads a description and checks it as if it came from anybody.
    init(reading reader: inout PayloadReader) throws(AssayError) {
        let name = try reader.text()
        descriptor = ToolDescriptor(name: name, version: try reader.text())
        descriptor.description = try reader.text()
        descriptor.capabilities = try reader.texts()
        descriptor.provider = try reader.optional { reader throws(AssayError) in try reader.text() }
        guard let options = try reader.json().object else { throw PayloadReader.malformed() }
        descriptor.defaultOptions = options
        descriptor.inputSchema = try reader.optional { reader throws(AssayError) in try reader.json() }
        descriptor.outputSchema = try reader.optional { reader throws(AssayError) in try reader.json() }
        descriptor.flags = ToolDescriptor.Flags(rawValue: try reader.integer(UInt32.self)).intersection(.all)
        descriptor.maximumUsage = try reader.optional { reader throws(AssayError) in try Usage(reading: &reader) }
        descriptor.origin = .plugin(path: try reader.text(), sha256: try reader.text())
        columns = try reader.optional { reader throws(AssayError) in try reader.texts() }
        try reader.finish()
        try descriptor.validate()
        if let columns {
            let isValid = (1...Int(BatchReader.columnLimit)).contains(columns.count) && !columns.contains("")
            guard isValid, Set(columns).count == columns.count else { throw PayloadReader.malformed() }
        }
    }
}
