public import AssayCore
internal import AssayStatistics
internal import Synchronization

/// The providers an orchestrator may ask, with the budget they share and the record of what they did.
///
/// Several orchestrators may work with one panel, and calls of many tasks may run at once.
public final class Panel: FunctionCalling, Sendable {
    /// Whether providers that are registered by kind are replaced by mocks.
    public let isMock: Bool
    /// Where models that are registered by name are looked up.
    public let registry: ModelRegistry
    /// The functions the members may call; the one that writes an answer out of theirs calls none.
    public let functions: FunctionRegistry
    /// What each member did at each kind of task.
    public let history: any ModelHistory
    let clock: any Clock<Duration>
    let timeline: Timeline
    private let state: Mutex<State>

    private struct State {
        var members: [PanelMember] = []
        var statistics = PanelStatistics()
        var meter: BudgetMeter
        var random: SplitMix64
        var callsInFlight = 0
    }

    /// Creates a panel without members.
    ///
    /// - Parameters:
    ///   - registry: Where models that are registered by name are looked up, for their prices and scores.
    ///   - budget: The most all requests together may use. Limit the tokens of an answer, too: where nobody does, a call
    ///     may use everything, and no other fits beside it.
    ///   - history: What the members did so far; it is kept up to date.
    ///   - functions: The functions the members may call; more can be registered at any time.
    ///   - isMock: Whether providers that are registered by kind are replaced by mocks, so that nobody needs a key.
    ///   - clock: What measures latency, limits and waits.
    ///   - seed: The seed of the waits between attempts.
    public init(
        registry: ModelRegistry = ModelRegistry(),
        budget: Budget = Budget(),
        history: any ModelHistory = InMemoryModelHistory(),
        functions: FunctionRegistry = FunctionRegistry(),
        isMock: Bool = false,
        clock: any Clock<Duration> = ContinuousClock(),
        seed: UInt64 = 0
    ) {
        self.registry = registry
        self.isMock = isMock
        self.history = history
        self.functions = functions
        self.clock = clock
        timeline = Timeline(clock: clock)
        state = Mutex(State(meter: BudgetMeter(limit: budget), random: SplitMix64(seed: seed)))
    }

    /// The members, in the order they were registered.
    public var members: [PanelMember] { state.withLock { $0.members } }

    /// What the members did so far.
    public var statistics: PanelStatistics { state.withLock { $0.statistics } }

    /// How many calls are on their way now.
    public var callsInFlight: Int { state.withLock { $0.callsInFlight } }

    /// The member of a name.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/unknownProvider`` with the name that may have been meant.
    public func member(_ id: String) throws(AssayError) -> PanelMember {
        let members = members
        if let member = members.first(where: { $0.id == id }) { return member }
        let hint = Suggestion.nearest(to: id, among: members.map(\.id)).map { "; did you mean \($0)?" } ?? ""
        throw AssayError(.unknownProvider, "no provider of that name is registered\(hint)")
    }

    /// Adds a member.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/duplicateProvider`` when there is one of its name.
    func add(_ member: PanelMember) throws(AssayError) {
        try state.withLock { state throws(AssayError) in
            guard !state.members.contains(where: { $0.id == member.id }) else {
                throw AssayError(.duplicateProvider, "a provider named \(member.id) is registered already")
            }
            state.members.append(member)
        }
    }

    /// Takes a member out; calls on their way go on.
    ///
    /// - Returns: whether there was one of that name.
    @discardableResult public func unregisterProvider(_ id: String) -> Bool {
        state.withLock { state in
            let count = state.members.count
            state.members.removeAll { $0.id == id }
            return state.members.count < count
        }
    }

    /// Asks the members of a plan.
    ///
    /// - Parameters:
    ///   - prompt: What is asked.
    ///   - plan: Whom to ask, and when that is enough.
    ///   - options: Everything else.
    /// - Returns: the result, whatever the members did; also when the task is cancelled.
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` for a plan, options or a budget nobody could follow.
    public func ask(
        _ prompt: String,
        _ plan: PanelPlan,
        options: PanelOptions = PanelOptions()
    ) async throws -> PanelResult {
        try plan.validate()
        try options.validate()
        try state.withLock { $0.meter.limit }.validate(named: "budget", mayBeNothing: true)
        let offered = try offered(options)
        let task = options.taskType ?? TaskDetector().estimate(prompt).primary
        var run = PanelRun(self, plan, options, offered, prompt: prompt, task: task)
        return await run.run()
    }

    /// The functions the members are offered.
    ///
    /// What a tool changes outside, each member would change once more: such tools are offered only where they are named.
    func offered(_ options: PanelOptions) throws(AssayError) -> OfferedFunctions {
        var names = options.functions
        if names == nil, case .named(let name) = options.functionChoice { names = [name] }
        let offered = try functions.offered(names, options.functionChoice)
        return names == nil ? offered.harmless : offered
    }

    // MARK: What all requests share

    func note(_ report: MemberReport) { state.withLock { $0.statistics.note(report) } }

    /// Sets the worst case of a call aside, or says what leaves no room for it.
    func reserve(_ worstCase: Usage) throws(AssayError) -> BudgetMeter.Reservation {
        try state.withLock { state throws(AssayError) in
            let reservation = try state.meter.reservation(for: worstCase)
            state.callsInFlight += 1
            return reservation
        }
    }

    func settle(_ reservation: BudgetMeter.Reservation, used: Usage, elapsed: Duration) {
        state.withLock { state in
            state.meter.settle(reservation, used: used, elapsed: elapsed)
            state.callsInFlight -= 1
        }
    }

    /// Counts what a function used.
    func settle(_ used: Usage) { state.withLock { $0.meter.settle(.init(), used: used, elapsed: .zero) } }

    func delay(beforeRetry number: Int, _ policy: RetryPolicy) -> Duration {
        state.withLock { policy.delay(beforeRetry: number, using: &$0.random) }
    }
}
