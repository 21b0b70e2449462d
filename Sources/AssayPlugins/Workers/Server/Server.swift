internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Answers calls one by one.
struct Server: ~Copyable {
    private let connection: ServerConnection
    private let tools: ServerTools
    private var memory: SharedMemory
    private var health = ServerHealth()
    /// The last requests and options: replicates ask the same thing again and again.
    private var known: [(text: [UInt8], value: Value)] = []

    init(connection: ServerConnection, tools: ServerTools) throws(AssayError) {
        self.connection = connection
        self.tools = tools
        memory = try SharedMemory(Descriptor(ServerConnection.memory), size: SharedMemory.dataOffset, isOwner: false)
    }

    consuming func serve() -> Never {
        var server = self
        while true {
            let frame = server.connection.receive()
            do throws(AssayError) {
                try server.answer(frame)
            } catch {
                server.finish(.failure) { error.write(to: &$0) }
            }
        }
    }

    private mutating func answer(_ frame: Frame) throws(AssayError) {
        var reader = PayloadReader(frame.payload)
        switch frame.kind {
        case .call:
            let tool = Int(try reader.integer(UInt32.self))
            let output = try tools.output(of: tool, try call(&reader, frame.call))
            finish(.answer) { $0.bytes += output }
        case .batch:
            let count = Int(clamping: try reader.integer(UInt64.self))
            let batch = try tools.batch(Int(try reader.integer(UInt32.self)))
            try BatchPluginTool.checkSize(seeds: count, columns: batch.columns.count)
            // The memory moves, and the call knows where it is.
            try memory.grow(to: SharedMemory.size(seeds: count, columns: batch.columns.count), isOwner: false)
            try fill(batch, try call(&reader, frame.call), count)
            finish(.filled) { _ in }
        case .crowd:
            let count = Int(try reader.integer(UInt32.self))
            guard (1...CallCrowd.limit).contains(count) else { throw PayloadReader.malformed() }
            var seeds: [UInt64] = []
            for _ in 0..<count { seeds.append(try reader.integer(UInt64.self)) }
            let tool = Int(try reader.integer(UInt32.self))
            let crowd = CallCrowd(tools, tool: tool, call: try call(&reader, frame.call), seeds: seeds)
            let answers = crowd.run()
            finish(.answer) { $0.texts(answers) }
        default: _exit(WorkerExit.connectionLost)
        }
    }

    private func fill(_ tool: BatchPluginTool, _ call: ToolCall, _ count: Int) throws(AssayError) {
        let columns: [UnsafeMutablePointer<Double>?] = tool.columns.indices.map {
            memory.column($0, seeds: count).baseAddress
        }
        try tool.fill(call, UnsafeBufferPointer(memory.seeds(count)), into: columns)
    }

    /// Answers the host, with what the call left behind; buffered output goes first.
    private mutating func finish(_ kind: FrameKind, _ write: (inout PayloadWriter) -> Void) {
        fflush(nil)
        let state = health.check()
        connection.send(kind) { writer in
            state.write(to: &writer)
            write(&writer)
        }
        connection.endCall()
    }

    private mutating func call(_ reader: inout PayloadReader, _ number: UInt64) throws(AssayError) -> ToolCall {
        let attempt = Int(try reader.integer(UInt32.self))
        let replicate = Int(clamping: try reader.integer(UInt64.self))
        let seed = try reader.integer(UInt64.self)
        let timeout = try reader.optional { reader throws(AssayError) in try reader.integer(Int64.self) }
        let trace = try reader.text()
        let key = try reader.optional { reader throws(AssayError) in try reader.text() }
        let request = try value(of: reader.bytes())
        let options = try value(of: reader.bytes())
        let word = memory.cancellationWord
        return ToolCall(
            request: request,
            options: options,
            seed: seed,
            replicate: replicate,
            attempt: attempt,
            traceID: trace,
            idempotencyKey: key,
            timeout: timeout.map { .nanoseconds($0) },
            cancellation: CancellationFlag(probe: {
                UnsafeRawPointer(bitPattern: word).map { assay_load_word($0) == number } ?? false
            }),
            sink: { [connection] in connection.send($0, of: number) }
        )
    }

    private mutating func value(of text: ArraySlice<UInt8>) throws(AssayError) -> Value {
        if let place = known.firstIndex(where: { $0.text.elementsEqual(text) }) { return known[place].value }
        let limits = JSONLimits(maxBytes: 1 << 30, maxDepth: JSONLimits.deepestNesting, maxNodes: 1 << 30)
        let bytes = Array(text)
        let value = try Value(jsonBytes: bytes, limits: limits)
        if known.count >= 4 { known = [] }
        known.append((bytes, value))
        return value
    }
}
