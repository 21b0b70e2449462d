internal import AssayCore
internal import CAssayPlugin

/// Reads the `assay.batch/1` extension of a tool.
struct BatchReader {
    let tool: ToolReader

    static let columnLimit: UInt32 = 256

    func batch(of pointer: UnsafePointer<assay_tool>) throws(AssayError) -> NativeBatch? {
        guard let batch = try tool.table(ASSAY_EXT_BATCH, of: pointer, as: assay_tool_batch.self) else { return nil }
        guard let run = batch.run else { throw tool.failure("has a null run in its assay_tool_batch") }
        return NativeBatch(columns: try columns(batch), run: run)
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
