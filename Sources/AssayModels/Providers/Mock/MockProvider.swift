public import AssayCore
import Synchronization

/// A provider without a network: it answers from a script, or computes answers from the prompt and the seed.
///
/// Computed answers depend on nothing else, so that runs can be repeated anywhere. For model `m` and last user text `t`
/// let `h` be the first eight bytes of SHA-256 of `m`, a line feed and `t`, big-endian, and `s` the seed. Pictures and
/// documents beside `t` follow it, each as a line feed and the SHA-256, in hexadecimal, of its address or `data:` address.
///
/// - The variant `v` is 0 where there is no seed. Otherwise the first two outputs `a`, `b` of ``AssayStatistics/SplitMix64``
///   seeded with `s` decide: `v` is 1, 2 or 3 (`b` mod 3, plus 1) where `a / 2^64` is below ``Behaviour/dissent``, else 0.
/// - The text is six words, picked by the outputs of a generator seeded with `h + v`.
/// - A schema is answered with a small value that is valid against it, and a function that must be called is called with
///   such arguments; both are drawn from the same generator.
/// - A token is a word between white space, or a picture or document; the limit of tokens and stop texts are kept.
public final class MockProvider: ModelProvider {
    /// The name under which it is registered.
    public let id: String
    /// The mock kind.
    public var kind: ProviderKind { .mock }

    private let behaviour: Behaviour
    private let timeline: Timeline
    private let state: Mutex<State>

    private struct State {
        var script: [Step]
        var requests: [ModelRequest] = []
    }

    /// Creates a provider.
    ///
    /// - Parameters:
    ///   - id: The name under which it is registered.
    ///   - script: What the first calls get, in order; later ones get computed answers.
    ///   - behaviour: How computed answers vary and how long answers take.
    ///   - clock: What the waiting is measured by.
    public init(
        id: String = "mock",
        script: [Step] = [],
        behaviour: Behaviour = Behaviour(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.id = id
        self.behaviour = behaviour
        timeline = Timeline(clock: clock)
        state = Mutex(State(script: script))
    }

    /// The latest requests, at most 1000, the oldest first.
    public var requests: [ModelRequest] { state.withLock { $0.requests } }

    /// Asks once and waits for the whole answer.
    public func respond(to request: ModelRequest, limits: CallLimits) async throws -> ModelResponse {
        var last: ModelResponse?
        for try await event in stream(request, limits: limits) {
            if case .finished(let response) = event { last = response }
        }
        try Task.checkCancellation()
        guard let last else { throw AssayError(.modelProtocol, "\(id) ended without an answer.") }
        return last
    }

    /// Asks and hands over the text word by word.
    public func stream(_ request: ModelRequest, limits: CallLimits) -> AsyncThrowingStream<ModelEvent, any Error> {
        let play = MockPlay(take(request), request, behaviour, limits, timeline)
        return AsyncThrowingStream { try await play.next() }
    }

    /// Answers depend on the prompt and the seed only, unless a script says them.
    public func seedPromise(for model: String) -> BundleMetadata.SeedPromise { .guaranteed }

    /// The names of the models it offers now.
    public func models(limits: CallLimits) async throws -> [String] { behaviour.models }

    private func take(_ request: ModelRequest) -> Step {
        let scripted = state.withLock { state in
            if state.requests.count == 1000 { state.requests.removeFirst() }
            state.requests.append(request)
            return state.script.isEmpty ? nil : state.script.removeFirst()
        }
        return scripted ?? .response(MockAnswer(request, dissent: behaviour.dissent).response)
    }
}

extension MockProvider {
    /// What one call gets.
    public enum Step: Sendable {
        /// This text.
        case text(String)
        /// This answer, as it is.
        case response(ModelResponse)
        /// This failure, before anything else.
        case failure(AssayError)
        /// This text and then this failure.
        case interruption(String, AssayError)
    }

    /// How computed answers vary and how long answers take.
    public struct Behaviour: Sendable, Hashable {
        /// The share of seeds whose answer differs from the usual one, from 0 to 1.
        public var dissent: Double
        /// The time before the first piece.
        public var latency: Duration
        /// The time between two pieces of the text.
        public var pace: Duration
        /// The models it says it has; it answers under any name.
        public var models: [String]

        /// Creates a behaviour: always the same answer, at once.
        public init(
            dissent: Double = 0,
            latency: Duration = .zero,
            pace: Duration = .zero,
            models: [String] = ["mock"]
        ) {
            self.dissent = dissent
            self.latency = latency
            self.pace = pace
            self.models = models
        }
    }
}
