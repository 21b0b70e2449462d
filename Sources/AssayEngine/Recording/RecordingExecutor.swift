internal import AssayCore

/// Has each attempt on record before the tool is called; the rest is another executor's work.
struct RecordingExecutor: ReplicateExecutor {
    let base: any ReplicateExecutor
    let recorder: RunRecorder

    var name: String { base.name }

    func execute(
        _ call: ToolCall,
        on tool: any Tool,
        completion: @escaping @Sendable (Result<ToolResult, AssayError>) -> Void
    ) {
        recorder.begin(call) { [base] in
            guard !call.isCancelled else { return completion(.failure(Self.givenUp)) }
            base.execute(call, on: tool, completion: completion)
        }
    }

    /// A batch is one attempt, at its first replicate.
    func executeBatch(
        _ call: ToolCall,
        seeds: [UInt64],
        on tool: any BatchTool,
        completion: @escaping @Sendable (Result<[[Double]], AssayError>) -> Void
    ) {
        recorder.begin(call) { [base] in
            guard !call.isCancelled else { return completion(.failure(Self.givenUp)) }
            base.executeBatch(call, seeds: seeds, on: tool, completion: completion)
        }
    }

    private static let givenUp = AssayError(.cancelled, "the attempt was given up before it began")
}
