internal import AssayCore

/// A tool of a loaded plugin that answers many seeds in one call.
struct BatchPluginTool: BatchTool {
    let descriptor: ToolDescriptor
    let native: NativeTool
    let batch: NativeBatch

    var columns: [String] { batch.columns }

    func execute(_ call: ToolCall) async throws -> ToolResult {
        ToolResult(try native.answer(call))
    }

    func executeBatch(_ call: ToolCall, seeds: [UInt64]) async throws -> [[Double]] {
        try fill(call, seeds)
    }

    /// Refuses a batch of more numbers than 512 MiB hold.
    static func checkSize(seeds: Int, columns: Int) throws(AssayError) {
        let most = (1 << 26) / columns
        guard seeds <= most else {
            throw AssayError(
                .invalidArgument,
                "a batch of \(seeds) seeds is too large; with \(columns) columns the most is \(most)"
            )
        }
    }

    private func fill(_ call: ToolCall, _ seeds: [UInt64]) throws(AssayError) -> [[Double]] {
        try Self.checkSize(seeds: seeds.count, columns: columns.count)
        // A place the plugin leaves as it was counts as a failed replicate.
        let storage = UnsafeMutableBufferPointer<Double>.allocate(capacity: seeds.count * columns.count)
        storage.initialize(repeating: .nan)
        defer { storage.deallocate() }
        let pointers: [UnsafeMutablePointer<Double>?] = columns.indices.map { index in
            storage.baseAddress.map { $0 + index * seeds.count }
        }
        try seeds.withUnsafeBufferPointer { seeds throws(AssayError) in try fill(call, seeds, into: pointers) }
        return columns.indices.map { Array(storage[($0 * seeds.count)..<(($0 + 1) * seeds.count)]) }
    }

    /// Fills columns that lie somewhere already.
    func fill(
        _ call: ToolCall,
        _ seeds: UnsafeBufferPointer<UInt64>,
        into columns: [UnsafeMutablePointer<Double>?]
    ) throws(AssayError) {
        try native.run(PluginCall(call)) { tool, call in
            batch.run(tool, call, seeds.baseAddress, UInt64(seeds.count), columns)
        }
    }
}
