import AssayCore
import AssayModels
import Synchronization

/// A provider that says many words as fast as it is asked for them, and knows how many it said.
final class TalkativeProvider: ModelProvider {
    let id: String
    let kind = ProviderKind.mock
    private let words: Int
    private let said = Mutex(0)

    init(_ id: String = "alpha", words: Int) {
        self.id = id
        self.words = words
    }

    /// How many words were taken from it.
    var count: Int { said.withLock { $0 } }

    func respond(to request: ModelRequest, limits: CallLimits) async throws -> ModelResponse { whole(request) }

    func stream(_ request: ModelRequest, limits: CallLimits) -> AsyncThrowingStream<ModelEvent, any Error> {
        AsyncThrowingStream { [self] in
            try Task.checkCancellation()
            let place = said.withLock { said in
                said += 1
                return said
            }
            return place <= words ? .text("\(place) ") : place == words + 1 ? .finished(whole(request)) : nil
        }
    }

    func models(limits: CallLimits) async throws -> [String] { [] }

    private func whole(_ request: ModelRequest) -> ModelResponse {
        let text = (1...words).map { "\($0) " }.joined()
        return .text(text, model: request.model, usage: ModelUsage(inputTokens: 1, outputTokens: Int64(words)))
    }
}
