import AssayCore
import Synchronization

/// Which models are left alone, for requests of many tasks.
final class ModelRests: Sendable {
    /// When models begin to rest, and for how long.
    let config: CircuitBreakerConfig
    private let models: Mutex<RestingModels>
    private let timeline: Timeline

    init(_ config: CircuitBreakerConfig, _ timeline: Timeline) {
        self.config = config
        models = Mutex(RestingModels(config: config))
        self.timeline = timeline
    }

    /// Those of some models that rest now.
    func resting(_ candidates: [ModelRecord]) -> [RestingModel] {
        let now = timeline.now()
        return models.withLock { models in candidates.compactMap { models.rest(of: $0, at: now) } }
    }

    /// Passes over models that rest, see ``RestingModels/choose(_:at:)``, and gives the right to ask who is left.
    func choose(_ walk: inout FallbackWalk) -> (passed: [RestingModel], permit: Permit) {
        let now = timeline.now()
        let (passed, permit) = models.withLock { $0.choose(&walk, at: now) }
        return (passed, Permit(permit, of: self))
    }

    fileprivate func end(_ permit: RestingModels.Permit, _ result: Result<Void, AssayError>?) {
        let now = timeline.now()
        models.withLock { $0.end(permit, result, at: now) }
    }

    /// The right to ask a model once; dropped without a word it says nothing about the model.
    final class Permit: Sendable {
        private let permit: Mutex<RestingModels.Permit?>
        private let rests: ModelRests

        fileprivate init(_ permit: RestingModels.Permit, of rests: ModelRests) {
            self.permit = Mutex(permit)
            self.rests = rests
        }

        deinit { settle(nil) }

        /// Says how the call ended; only the first word counts.
        func settle(_ result: Result<Void, AssayError>?) {
            let permit = permit.withLock { permit in
                defer { permit = nil }
                return permit
            }
            if let permit { rests.end(permit, result) }
        }
    }
}
