import AssayCore
import AssayModels
import AssayTesting

/// A provider of a test: what it says, and how long it takes for it.
struct Voice {
    var id: String
    var script: [MockProvider.Step]
    var latency: Duration
    var price: ModelPrice?
    var strong: Double?
    var speed: Double?

    init(
        _ id: String,
        _ script: [MockProvider.Step],
        after latency: Duration = .milliseconds(10),
        price: ModelPrice? = ModelPrice(input: 0, output: 1000),
        strong: Double? = 80,
        speed: Double? = 5
    ) {
        self.id = id
        self.script = script
        self.latency = latency
        self.price = price
        self.strong = strong
        self.speed = speed
    }

    init(_ id: String, saying text: String, times: Int = 20, after latency: Duration = .milliseconds(10)) {
        self.init(id, Array(repeating: .text(text), count: times), after: latency)
    }

    init(_ id: String, failing code: AssayError.Code, isRetryable: Bool = false, times: Int = 20) {
        let error = AssayError(code, "no", isRetryable: isRetryable)
        self.init(id, Array(repeating: .failure(error), count: times))
    }
}

/// A panel of mocks in virtual time.
///
/// Reading is free, and a written word costs a thousandth of a US dollar.
struct PanelBench {
    let clock = ManualClock()
    let panel: Panel
    let providers: [String: MockProvider]

    init(_ voices: [Voice], budget: Budget = Budget(), history: any ModelHistory = InMemoryModelHistory()) throws {
        panel = Panel(budget: budget, history: history, clock: clock)
        var providers: [String: MockProvider] = [:]
        for voice in voices {
            let behaviour = MockProvider.Behaviour(latency: voice.latency)
            let provider = MockProvider(id: voice.id, script: voice.script, behaviour: behaviour, clock: clock)
            providers[voice.id] = provider
            let model = SampleModels.model("m", strong: voice.strong, price: voice.price, speed: voice.speed)
            try panel.registerProvider(voice.id, provider: provider, model: model)
        }
        self.providers = providers
    }

    /// Asks in virtual time.
    func ask(
        _ orchestrator: any BaseOrchestrator,
        _ prompt: String = "What is the capital of France?",
        options: PanelOptions = PanelOptions()
    ) async throws -> PanelResult {
        try await VirtualTime.run(clock) { try await orchestrator.process(prompt, options: options) }
    }

    /// How often a provider was asked.
    func calls(_ id: String) -> Int { providers[id]?.requests.count ?? 0 }

    /// How often all of them were asked.
    var calls: Int { providers.values.reduce(0) { $0 + $1.requests.count } }
}

extension PanelResult {
    func report(_ id: String) -> MemberReport? { members.first { $0.member == id } }
}
