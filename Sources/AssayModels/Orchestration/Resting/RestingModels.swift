import AssayCore

/// Which models are left alone because they failed: a pure state machine, the time is an argument.
///
/// | failure | who is left alone | until |
/// |---|---|---|
/// | overload, time limit, network | the model | its circuit breaker lets a probe through |
/// | network | all models of the provider | the provider's circuit breaker lets a probe through |
/// | rate limit with a time to wait | the model | that time is over |
/// | anything else | nobody | |
struct RestingModels: Sendable {
    private let config: CircuitBreakerConfig
    private var breakers: [Subject: BreakerMachine] = [:]
    /// When a model may be asked again whose provider said so.
    private var limits: [String: Duration] = [:]

    fileprivate enum Subject: Hashable {
        case model(String)
        case provider(String)
    }

    /// The right to ask a model once; settle it once.
    struct Permit: Sendable {
        fileprivate let model: ModelRecord
        fileprivate var parts: [Part] = []

        fileprivate struct Part {
            let subject: Subject
            let permit: BreakerMachine.Permit
        }
    }

    init(config: CircuitBreakerConfig) { self.config = config }

    /// Why a model is left alone at a time; `nil` where it may be asked.
    mutating func rest(of model: ModelRecord, at now: Duration) -> RestingModel? {
        if let until = limits[model.id], until > now { return resting(model, .rateLimit, until - now) }
        for (subject, reason) in Self.subjects(of: model) {
            guard var breaker = breakers[subject] else { continue }
            defer { breakers[subject] = breaker }
            switch breaker.state(at: now) {
            case .closed: continue
            case .open: return resting(model, reason, breaker.remainingOpenTime(at: now))
            case .halfOpen: if breaker.probeCount >= config.halfOpenCalls { return resting(model, .probe, nil) }
            }
        }
        return nil
    }

    /// Passes over models that rest, as long as another one may be asked that does not.
    ///
    /// Where all rest the first of them is asked all the same: a breaker is never the reason why there is no answer.
    ///
    /// - Returns: who was passed over, and the right to ask the model that is the current one then.
    mutating func choose(_ walk: inout FallbackWalk, at now: Duration) -> (passed: [RestingModel], permit: Permit) {
        var passed: [RestingModel] = []
        for model in walk.passOver({ rest(of: $0, at: now) != nil }) {
            if let rest = self.rest(of: model, at: now) { passed.append(rest) }
        }
        return (passed, begin(walk.current, at: now))
    }

    private mutating func begin(_ model: ModelRecord, at now: Duration) -> Permit {
        var permit = Permit(model: model)
        let closed = BreakerMachine(config: config)
        for (subject, _) in Self.subjects(of: model) {
            guard let granted = breakers[subject, default: closed].acquire(at: now) else { continue }
            permit.parts.append(.init(subject: subject, permit: granted))
        }
        return permit
    }

    /// Takes note of how a call ended.
    ///
    /// - Parameters:
    ///   - permit: The right it was made with.
    ///   - result: What came of it; `nil` where it was not made, or says nothing about the model.
    ///   - now: The time.
    mutating func end(_ permit: Permit, _ result: Result<Void, AssayError>?, at now: Duration) {
        for part in permit.parts {
            breakers[part.subject]?.settle(part.permit, Self.ending(result, for: part.subject), at: now)
        }
        guard case .failure(let error)? = result, error.code == .modelRateLimit, let wait = error.retryAfter else {
            return
        }
        limits[permit.model.id] = max(limits[permit.model.id] ?? .zero, now + min(wait, .longestLimit))
    }

    private static func ending(_ result: Result<Void, AssayError>?, for subject: Subject) -> BreakerMachine.Ending {
        switch result {
        case nil: return .ignored
        case .success: return .success
        case .failure(let error):
            let isOfProvider = if case .provider = subject { true } else { false }
            return countable(forProvider: isOfProvider).contains(error.code) ? .failure : .ignored
        }
    }

    private static func countable(forProvider: Bool) -> Set<AssayError.Code> {
        forProvider ? [.modelNetwork] : [.modelNetwork, .modelOverloaded, .timeout]
    }

    private static func subjects(of model: ModelRecord) -> [(Subject, RestingModel.Reason)] {
        [(.provider(model.provider), .provider), (.model(model.id), .failures)]
    }

    private func resting(_ model: ModelRecord, _ reason: RestingModel.Reason, _ remaining: Duration?) -> RestingModel {
        RestingModel(model: model.id, reason: reason, remainingMS: remaining?.wholeMilliseconds)
    }
}
