import Assay

/// A run with retries, substitutes, a breaker and a key, as the command line asks for them.
struct ReliableCall: Sendable {
    private let client: AssayClient
    private let planner: RuleBasedPlanner
    private let reliability: ReliabilityConfig
    private let arguments: ParsedArguments
    private let terminal: Terminal

    init(
        _ client: AssayClient,
        _ planner: RuleBasedPlanner,
        _ reliability: ReliabilityConfig,
        _ arguments: ParsedArguments,
        _ terminal: Terminal
    ) {
        self.client = client
        self.planner = planner
        self.reliability = reliability
        self.arguments = arguments
        self.terminal = terminal
    }

    func run(_ request: Value, context: RunContext, store: SQLiteStateStore?) async throws -> OrchestrationOutput {
        let orchestrator = try client.reliableOrchestrator(
            planner: planner,
            reliability: reliability,
            store: try await keys(in: store)
        )
        if arguments.isSet("explain") {
            terminal.message(try client.plan(request: request, planner: planner, arguments: arguments).text)
        }
        return try await orchestrator.run(
            request: request,
            toolName: arguments.operands.first,
            toolOptions: arguments.mixedOptions(),
            options: arguments.orchestration(context.told(arguments))
        )
    }

    /// Where keys are kept: a key that ends with the process would promise nothing.
    private func keys(in store: SQLiteStateStore?) async throws -> any StateStore {
        guard let key = arguments.string(Flag.idempotencyKey.name) else { return store ?? InMemoryStateStore() }
        guard let store else {
            throw UsageError(
                "--idempotency-key needs --store FILE, or ASSAY_STORE in the environment, where keys are kept"
            )
        }
        if arguments.has(.resolve), try await !store.resolve(key) {
            terminal.note("note: there was nothing to resolve: no call of this key was cut short")
        }
        return store
    }
}
