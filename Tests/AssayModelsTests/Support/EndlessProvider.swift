import AssayCore
import AssayModels
import Synchronization

/// A provider that says twenty words and then thinks until nobody listens; it answers at once when it is not streamed.
final class EndlessProvider: ModelProvider {
    let id: String
    let kind = ProviderKind.mock
    private let open = Mutex(0)

    init(_ id: String = "alpha") { self.id = id }

    /// Waits until nobody listens any more.
    func ended() async {
        while open.withLock({ $0 }) > 0 { await Task.yield() }
    }

    func respond(to request: ModelRequest, limits: CallLimits) async throws -> ModelResponse {
        .text("ok", model: request.model, usage: ModelUsage(inputTokens: 1, outputTokens: 1))
    }

    func stream(_ request: ModelRequest, limits: CallLimits) -> AsyncThrowingStream<ModelEvent, any Error> {
        let lease = Lease(self)
        return AsyncThrowingStream {
            if lease.hasWords() { return .text("word ") }
            for await _ in lease.silence {}
            throw CancellationError()
        }
    }

    func models(limits: CallLimits) async throws -> [String] { [] }

    /// Counts who listens.
    private final class Lease: Sendable {
        private let provider: EndlessProvider
        private let words = Mutex(20)
        private let never: AsyncStream<Never>.Continuation
        /// Ends with the task that waits for it only.
        let silence: AsyncStream<Never>

        func hasWords() -> Bool {
            words.withLock { words in
                words -= 1
                return words >= 0
            }
        }

        init(_ provider: EndlessProvider) {
            self.provider = provider
            (silence, never) = AsyncStream.makeStream()
            provider.open.withLock { $0 += 1 }
        }

        deinit { provider.open.withLock { $0 -= 1 } }
    }
}
