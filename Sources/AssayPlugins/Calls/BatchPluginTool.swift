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

    /// The most numbers one batch may give: 512 MiB.
    private static let numberLimit = 1 << 26

    private func fill(_ call: ToolCall, _ seeds: [UInt64]) throws(AssayError) -> [[Double]] {
        guard seeds.count <= Self.numberLimit / columns.count else {
            throw AssayError(
                .invalidArgument,
                "a batch of \(seeds.count) seeds is too large; with \(columns.count) columns the most is "
                    + "\(Self.numberLimit / columns.count)"
            )
        }
        // A place the plugin leaves as it was counts as a failed replicate.
        let storage = UnsafeMutableBufferPointer<Double>.allocate(capacity: seeds.count * columns.count)
        storage.initialize(repeating: .nan)
        defer { storage.deallocate() }
        let pointers: [UnsafeMutablePointer<Double>?] = columns.indices.map { index in
            storage.baseAddress.map { $0 + index * seeds.count }
        }
        try native.run(PluginCall(call)) { tool, call in
            seeds.withUnsafeBufferPointer { batch.run(tool, call, $0.baseAddress, UInt64(seeds.count), pointers) }
        }
        return columns.indices.map { Array(storage[($0 * seeds.count)..<(($0 + 1) * seeds.count)]) }
    }
}
