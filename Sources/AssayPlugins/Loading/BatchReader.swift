internal import AssayCore
internal import CAssayPlugin

/// Reads the `assay.batch/1` extension of a tool.
struct BatchReader {
    let tool: ToolReader

    static let columnLimit: UInt32 = 256

    func batch(of pointer: UnsafePointer<assay_tool>) throws(AssayError) -> NativeBatch? {
        guard let raw = pointer.pointee.get_extension?(pointer, ASSAY_EXT_BATCH) else { return nil }
        let batch = raw.assumingMemoryBound(to: assay_tool_batch.self)
        guard PluginReader.isAligned(batch) else { throw tool.failure("has an assay_tool_batch that is not aligned") }
        let size = PluginReader.structSize(batch)
        guard size >= MemoryLayout<assay_tool_batch>.size else {
            throw tool.plugin.tooSmall("assay_tool_batch", size, MemoryLayout<assay_tool_batch>.size)
        }
        guard let run = batch.pointee.run else { throw tool.failure("has a null run in its assay_tool_batch") }
        return NativeBatch(columns: try columns(batch.pointee), run: run)
    }

    private func columns(_ batch: assay_tool_batch) throws(AssayError) -> [String] {
        guard (1...Self.columnLimit).contains(batch.column_count) else {
            throw tool.failure("has \(batch.column_count) batch columns; there are from 1 to \(Self.columnLimit)")
        }
        guard let names = batch.column_names, PluginReader.isAligned(names) else {
            throw tool.failure("has null or misaligned column_names")
        }
        var columns: [String] = []
        for index in 0..<Int(batch.column_count) {
            let name = try tool.text(names[index], "batch column name", limit: 256)
            guard !name.isEmpty, !columns.contains(name) else {
                throw tool.failure("has a batch column name that is empty or comes twice")
            }
            columns.append(name)
        }
        return columns
    }
}
