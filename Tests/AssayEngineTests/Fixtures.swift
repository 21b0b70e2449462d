import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Synchronization

/// Tools and helpers of the engine's tests.
enum Fixtures {
    /// Answers one of three letters and a number, both drawn from the seed.
    static let noisy = ScriptedTool("noisy") { call in
        var random = SplitMix64(seed: call.seed)
        let letter = ["a", "a", "a", "b", "c"][Int(random.next() % 5)]
        return ["letter": .string(letter), "size": .number(10 + Double(random.next() % 1000) / 1000)]
    }

    /// Answers the same to every seed.
    static let constant = ScriptedTool("constant") { _ in ["answer": 42] }

    /// Fails at the seeds 23 and 59, the second and fourth of the default list.
    static let flaky = ScriptedTool("flaky") { call in
        if call.seed == 23 { throw AssayError(.toolFailed, "no luck", isRetryable: true) }
        if call.seed == 59 { throw Oops() }
        return ["letter": "a"]
    }

    struct Oops: Error {}

    static func run(
        _ tool: any Tool,
        _ options: BundleOptions,
        request: Value = [:],
        engine: Engine = Engine()
    ) async throws -> EvidenceBundle {
        try await engine.start(tool, request: request, options: options).output.bundle
    }

    /// Waits until a run has said something that many times.
    static func wait(for name: String, times: Int = 1, in run: Run) async {
        var count = 0
        for await event in run.events where event.name == name {
            count += 1
            if count == times { return }
        }
    }

    /// Waits for the end of a run and returns its events.
    static func events(of run: Run) async -> [Event] {
        var events: [Event] = []
        for await event in run.events { events.append(event) }
        return events
    }
}

/// Runs tools at once and hands their answers over in an order of its own.
final class ShuffledExecutor: ReplicateExecutor {
    let name = "shuffled"
    private let inner = InProcessExecutor()
    private let held = Mutex<[@Sendable () -> Void]>([])
    private let random: Mutex<SplitMix64>
    private let size: Int

    /// Holds `size` answers back before they are shuffled and handed over.
    init(seed: UInt64, holding size: Int) {
        random = Mutex(SplitMix64(seed: seed))
        self.size = size
    }

    func execute(
        _ call: ToolCall,
        on tool: any Tool,
        completion: @escaping @Sendable (Result<ToolResult, AssayError>) -> Void
    ) {
        inner.execute(call, on: tool) { [self] result in hold { completion(result) } }
    }

    func executeBatch(
        _ call: ToolCall,
        seeds: [UInt64],
        on tool: any BatchTool,
        completion: @escaping @Sendable (Result<[[Double]], AssayError>) -> Void
    ) {
        inner.executeBatch(call, seeds: seeds, on: tool, completion: completion)
    }

    private func hold(_ deliver: @escaping @Sendable () -> Void) {
        let ready = held.withLock { held -> [@Sendable () -> Void] in
            held.append(deliver)
            guard held.count >= size else { return [] }
            defer { held = [] }
            return random.withLock { held.shuffled(using: &$0) }
        }
        for deliver in ready { deliver() }
    }
}
