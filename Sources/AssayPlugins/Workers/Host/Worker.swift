internal import AssayCore
internal import Synchronization

/// One worker process with a plugin or library loaded, answering one call at a time.
final class Worker: Sendable {
    /// What the worker serves, in the order of the plugin.
    let tools: [DescribedTool]
    /// What it is kept from doing.
    let sandbox: String
    private let link: Mutex<WorkerLink>
    private let calls = Mutex(0)

    /// What came of a call.
    struct Reply: Sendable {
        var result: Result<[UInt8], AssayError>
        /// The columns of a batch.
        var columns: [[Double]] = []
        var health = WorkerHealth()
        /// Whether the worker is dead.
        var isLost = false
        var output = OutputCapture()
        var errors = OutputCapture()
    }

    typealias Asker = @Sendable (_ tool: String, _ request: Value) throws(AssayError) -> Value

    /// Starts a worker and lets it load, for a call that waits for it or for none.
    init(_ plan: WorkerPlan, for call: Patience? = nil) throws(AssayError) {
        var link = try WorkerLink(plan)
        var writer = PayloadWriter()
        plan.setup.write(to: &writer)
        var tools: [DescribedTool] = []
        var sandbox = ""
        var refusal: AssayError?
        let patience = Patience(
            limit: plan.options.loadTimeout,
            reason: AssayError(.loadTimeout, "\(CallText.sanitised(plan.path.utf8)) did not finish loading in time"),
            within: call
        )
        do throws(AssayError) {
            try link.exchange(.setup, writer.bytes, patience) { frame throws(AssayError) in
                var reader = PayloadReader(frame.payload)
                switch frame.kind {
                case .sandboxed:
                    guard tools.isEmpty, sandbox.isEmpty else { throw PayloadReader.malformed() }
                    sandbox = CallText.sanitised(try reader.text().utf8)
                case .tool:
                    guard tools.count < Int(PluginReader.toolLimit) else { throw PayloadReader.malformed() }
                    tools.append(try DescribedTool(reading: &reader))
                case .ready where !tools.isEmpty && !sandbox.isEmpty: return .done
                case .failure:
                    refusal = try AssayError(reading: &reader)
                    return .done
                default: throw PayloadReader.malformed()
                }
                return .more
            }
        } catch {
            throw Self.quoting(link.errors, in: error)
        }
        if let refusal { throw refusal }
        self.tools = tools
        self.sandbox = sandbox
        self.link = Mutex(link)
    }

    /// The failure of a plugin that crashed while it was loaded, with the last it wrote to stderr: no call has told it any data.
    private static func quoting(_ errors: OutputCapture, in error: AssayError) -> AssayError {
        let words = CallText.sanitised(errors.tail.suffix(512))
        guard error.isCrash, !words.isEmpty else { return error }
        return AssayError(error.code, "\(error.message); the last it wrote to stderr: \(words)")
    }

    /// How many calls the worker has answered.
    var callCount: Int { calls.withLock { $0 } }

    /// Runs one call.
    func answer(_ call: ToolCall, _ patience: Patience, tool: Int, ask: Asker) -> Reply {
        var writer = PayloadWriter()
        call.write(to: &writer, tool: tool, timeout: patience.timeLeft)
        return run(.call, writer.bytes, call, patience, ask, expecting: .answer) { _, _ in }
    }

    /// Runs the call under each of the seeds at the same time.
    func answerTogether(_ call: ToolCall, _ patience: Patience, seeds: [UInt64], tool: Int) -> Reply {
        var writer = PayloadWriter()
        writer.integer(UInt32(truncatingIfNeeded: seeds.count))
        for seed in seeds { writer.integer(seed) }
        call.write(to: &writer, tool: tool, timeout: patience.timeLeft)
        return run(.crowd, writer.bytes, call, patience, Self.noCallbacks, expecting: .answer) { _, _ in }
    }

    private static let noCallbacks: Asker = { (_, _) throws(AssayError) in throw PayloadReader.malformed() }

    /// Runs one batch call.
    func fill(_ call: ToolCall, _ patience: Patience, seeds: [UInt64], columns: Int, tool: Int) -> Reply {
        var writer = PayloadWriter()
        writer.integer(UInt64(seeds.count))
        call.write(to: &writer, tool: tool, timeout: patience.timeLeft)
        let prepare: Preparation = { link throws(AssayError) in
            try link.memory.grow(to: SharedMemory.size(seeds: seeds.count, columns: columns), isOwner: true)
            _ = link.memory.seeds(seeds.count).update(fromContentsOf: seeds)
            // A place the plugin leaves as it was counts as a failed replicate.
            for index in 0..<columns { link.memory.column(index, seeds: seeds.count).update(repeating: .nan) }
        }
        return run(.batch, writer.bytes, call, patience, Self.noCallbacks, expecting: .filled, prepare) { link, reply in
            reply.columns = (0..<columns).map { Array(link.memory.column($0, seeds: seeds.count)) }
        }
    }

    private typealias Preparation = @Sendable (inout WorkerLink) throws(AssayError) -> Void

    private func run(
        _ kind: FrameKind,
        _ payload: [UInt8],
        _ call: ToolCall,
        _ patience: Patience,
        _ ask: Asker,
        expecting answer: FrameKind,
        _ prepare: Preparation = { _ in },
        finish: @Sendable (borrowing WorkerLink, inout Reply) -> Void
    ) -> Reply {
        calls.withLock { $0 += 1 }
        return link.withLock { link in
            var reply = Reply(result: .success([]))
            var listener = CallListener(answer: answer)
            do throws(AssayError) {
                try prepare(&link)
                try link.exchange(kind, payload, patience) { frame throws(AssayError) in
                    try listener.receive(frame, of: call, &reply, ask)
                }
                if case .success = reply.result { finish(link, &reply) }
            } catch {
                reply.result = .failure(error)
                reply.isLost = true
            }
            reply.output = link.output.take()
            reply.errors = link.errors.take()
            return reply
        }
    }
}
