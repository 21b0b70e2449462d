internal import AssayCore

/// A tool of a plugin or library that runs in worker processes.
///
/// It is a tool like any other, so that every engine, composite and test kit can use it, whatever executor they have.
struct WorkerTool: CrowdedTool {
    let descriptor: ToolDescriptor
    let place: ExecutionPlace
    let seat: WorkerSeat

    func execute(_ call: ToolCall) async throws -> ToolResult { ToolResult(try seat.answer(call)) }

    func answerTogether(_ call: ToolCall, seeds: [UInt64]) async throws -> [String] {
        try seat.answerTogether(call, seeds: seeds)
    }
}

/// A tool of a plugin that answers many seeds in one call, in a worker process.
struct BatchWorkerTool: BatchTool, CrowdedTool {
    let descriptor: ToolDescriptor
    let place: ExecutionPlace
    let columns: [String]
    let seat: WorkerSeat

    func execute(_ call: ToolCall) async throws -> ToolResult { ToolResult(try seat.answer(call)) }

    func answerTogether(_ call: ToolCall, seeds: [UInt64]) async throws -> [String] {
        try seat.answerTogether(call, seeds: seeds)
    }

    func executeBatch(_ call: ToolCall, seeds: [UInt64]) async throws -> [[Double]] {
        try seat.fill(call, seeds: seeds, columns: columns.count)
    }
}
