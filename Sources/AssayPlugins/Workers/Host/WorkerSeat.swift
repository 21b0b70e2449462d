internal import AssayCore

/// The place of one tool in the workers of its plugin.
struct WorkerSeat: Sendable {
    let pool: WorkerPool
    let index: Int
    /// The tools that callbacks of this one may ask.
    let calledTools: Set<String>
    let callTool: ForeignToolCaller?
    /// Whether the answer comes from a plugin, which writes its JSON itself.
    let isPlugin: Bool

    /// One answer to one request.
    func answer(_ call: ToolCall) throws(AssayError) -> Value {
        let reply = try pool.run(call) { worker, patience in
            worker.answer(call, patience, tool: index) { (tool, request) throws(AssayError) in
                try ask(tool, request, call)
            }
        }
        let bytes = try reply.result.get()
        return isPlugin ? try PluginCall.value(of: bytes) : try Self.functionValue(of: bytes)
    }

    /// One answer per seed, as columns.
    func fill(_ call: ToolCall, seeds: [UInt64], columns: Int) throws(AssayError) -> [[Double]] {
        try BatchPluginTool.checkSize(seeds: seeds.count, columns: columns)
        let reply = try pool.run(call) { $0.fill(call, $1, seeds: seeds, columns: columns, tool: index) }
        _ = try reply.result.get()
        return reply.columns
    }

    /// The hashes of the answers under each of the seeds, given at the same time by one worker.
    func answerTogether(_ call: ToolCall, seeds: [UInt64]) throws(AssayError) -> [String] {
        guard (1...CallCrowd.limit).contains(seeds.count) else {
            throw AssayError(.invalidArgument, "from 1 to \(CallCrowd.limit) calls are made together")
        }
        let reply = try pool.run(call) { $0.answerTogether(call, $1, seeds: seeds, tool: index) }
        var reader = PayloadReader(try reply.result.get())
        return try reader.texts()
    }

    /// An answer that the worker itself wrote.
    private static func functionValue(of bytes: [UInt8]) throws(AssayError) -> Value {
        let limits = JSONLimits(maxBytes: 64 << 20, maxDepth: 128, maxNodes: 16_000_000)
        guard let value = try? Value(jsonBytes: bytes, limits: limits), value.object != nil else {
            throw AssayError(.protocolError, "the worker process sent an answer that cannot be read")
        }
        return value
    }

    private func ask(_ tool: String, _ request: Value, _ call: ToolCall) throws(AssayError) -> Value {
        guard calledTools.contains(tool), let callTool else {
            throw AssayError(.protocolError, "a callback asked a tool that its manifest does not name")
        }
        return try WorkerPool.nested { () throws(AssayError) in
            do {
                return try callTool(tool, request, call)
            } catch let error as AssayError {
                throw error.afterBeginning
            } catch {
                throw AssayError(.toolFailed, "the tool \(tool) failed")
            }
        }
    }
}
