internal import AssayCore
internal import Synchronization

/// The breakers, bulkheads and retry budgets of tools, shared by all runs of an orchestrator.
final class ToolHealth: Sendable {
    typealias BreakerObserver = ReliableOrchestrator.BreakerObserver

    private let config: ReliabilityConfig
    private let timeline: Timeline
    private let onBreakerChange: BreakerObserver?
    private let entries = Mutex<[Key: Entry]>([:])
    private let memory = Mutex(FailureMemory())

    /// Another build of a plugin, or the same name from another provider, is another tool.
    private struct Key: Hashable {
        let provider: String?
        let tool: String
        let sha256: String?
        let manifestSHA256: String?

        init(_ tool: ToolDescriptor) {
            provider = tool.provider
            self.tool = tool.name
            sha256 = tool.origin.sha256
            manifestSHA256 = tool.origin.manifestSHA256
        }
    }

    struct Entry: Sendable {
        let breaker: CircuitBreaker?
        let bulkhead: Bulkhead?
        let retryBudget: SharedRetryBudget?
    }

    init(config: ReliabilityConfig, timeline: Timeline, onBreakerChange: BreakerObserver?) {
        self.config = config
        self.timeline = timeline
        self.onBreakerChange = onBreakerChange
    }

    func entry(for tool: ToolDescriptor) -> Entry {
        entries.withLock { entries in
            let key = Key(tool)
            if let entry = entries[key] { return entry }
            let entry = makeEntry(for: tool)
            entries[key] = entry
            return entry
        }
    }

    /// The state of the breaker of each tool, by name.
    func breakers(of tools: some Sequence<ToolDescriptor>) -> [String: BreakerState] {
        var states: [String: BreakerState] = [:]
        for tool in tools { states[tool.name] = entry(for: tool).breaker?.state }
        return states
    }

    /// How often each tool has failed for a request, by name.
    func failures(for request: String) -> [String: Int] { memory.withLock { $0.failures(for: request) } }

    /// Remembers how a run ended.
    func note(_ output: OrchestrationOutput) {
        let meta = output.bundle.meta
        memory.withLock { memory in
            if output.mayBeSubstituted {
                memory.noteFailure(of: meta.tool.name, for: meta.requestSHA256)
            } else if output.status != .failed {
                memory.noteAnswer(of: meta.tool.name, for: meta.requestSHA256)
            }
        }
    }

    private func makeEntry(for tool: ToolDescriptor) -> Entry {
        let own = tool.provider.flatMap { config.providerBreakers[$0] }
        // Without a breaker in general a provider has none either: switching it off must switch it off.
        let breaker = config.circuitBreaker.map { general in
            CircuitBreaker(config: own ?? general, timeline: timeline) { [onBreakerChange] state in
                onBreakerChange?(tool.name, state)
            }
        }
        return Entry(
            breaker: breaker,
            bulkhead: config.maxConcurrentCalls.map { Bulkhead(calls: $0) },
            retryBudget: config.retryBudget.map(SharedRetryBudget.init)
        )
    }
}
