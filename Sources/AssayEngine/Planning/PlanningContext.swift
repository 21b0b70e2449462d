public import AssayCore

/// What a plan depends on besides the request.
public struct PlanningContext: Sendable, Hashable {
    /// The most the run may use.
    public var budget: Budget
    /// What any answer must meet.
    public var quality: QualityRequirements
    /// How often each tool has failed for this request.
    public var previousFailures: [String: Int]
    /// The breakers of tools; a tool that is missing has a closed one.
    public var breakers: [String: BreakerState]
    /// What the user would rather have.
    public var preferences: PlanningPreferences

    /// Creates a context; without arguments it says nothing.
    public init(
        budget: Budget = Budget(),
        quality: QualityRequirements = QualityRequirements(),
        previousFailures: [String: Int] = [:],
        breakers: [String: BreakerState] = [:],
        preferences: PlanningPreferences = PlanningPreferences()
    ) {
        self.budget = budget
        self.quality = quality
        self.previousFailures = previousFailures
        self.breakers = breakers
        self.preferences = preferences
    }
}

extension PlanningContext {
    /// What conditions look at: the members of the request, `options` and `context`.
    ///
    /// - `options` holds the caller's options with `budget` and `quality`; a member the request itself has there wins.
    /// - `context` holds `budget`, `quality`, `previous_failures`, `breakers` and `preferences`, unless the request has a
    ///   member of that name.
    func view(of request: Object, options: Object) -> Value {
        var view = request
        let injected = options.merging(["budget": budget.value, "quality": quality.value], keepsOwn: true)
        switch request["options"] {
        case nil: view["options"] = .object(injected)
        case .object(let own): view["options"] = .object(own.merging(injected, keepsOwn: true))
        default: break
        }
        if request["context"] == nil { view["context"] = value }
        return .object(view)
    }

    private var value: Value {
        var failures = Object()
        for (name, count) in previousFailures { failures[name] = Value(count) }
        var states = Object()
        for (name, state) in breakers { states[name] = .string(state.rawValue) }
        return [
            "budget": budget.value, "quality": quality.value, "previous_failures": .object(failures),
            "breakers": .object(states), "preferences": preferences.value,
        ]
    }
}

extension Budget {
    /// The limits that are set.
    fileprivate var value: Value {
        var object = Object()
        object["tokens"] = tokens.map(Value.integer)
        object["cost_usd"] = costUSD.flatMap { Value(finite: $0) }
        object["time_ms"] = timeMS.map(Value.integer)
        return .object(object)
    }
}

extension Object {
    /// The members of both; of a key in both, one side's value.
    func merging(_ other: Object, keepsOwn: Bool = false) -> Object {
        var merged = self
        for (key, value) in other where !(keepsOwn && merged[key] != nil) { merged[key] = value }
        return merged
    }
}
