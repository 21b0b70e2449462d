import AssayCore
import AssayModels
import Synchronization

/// A provider whose answers a test decides; it refuses requests no provider could take.
final class ScriptedProvider: ModelProvider {
    let id: String
    let kind = ProviderKind.mock
    private let answer: @Sendable (ModelRequest, Int) async throws -> ModelResponse
    private let received = Mutex<[ModelRequest]>([])

    /// Answers a request by the number of the call, from 0.
    init(_ id: String, answer: @escaping @Sendable (ModelRequest, Int) async throws -> ModelResponse) {
        self.id = id
        self.answer = answer
    }

    /// Always says the same.
    convenience init(
        _ id: String,
        saying text: String,
        usage: ModelUsage? = ModelUsage(inputTokens: 10, outputTokens: 5)
    ) {
        self.init(id) { request, _ in .text(text, model: request.model, usage: usage) }
    }

    /// Fails in these ways one call after the other, then answers.
    convenience init(_ id: String, failing errors: [AssayError], then text: String = "ok") {
        self.init(id) { request, number in
            if number < errors.count { throw errors[number] }
            return .text(text, model: request.model)
        }
    }

    var requests: [ModelRequest] { received.withLock { $0 } }

    func respond(to request: ModelRequest, limits: CallLimits) async throws -> ModelResponse {
        let number = received.withLock { received in
            received.append(request)
            return received.count - 1
        }
        guard !request.messages.isEmpty, Self.isAnswered(request.messages) else {
            throw AssayError(.modelBadRequest, "each call of a function needs one result, right after it")
        }
        return try await answer(request, number)
    }

    private static func isAnswered(_ messages: [ModelMessage]) -> Bool {
        zip(messages, messages.dropFirst()).allSatisfy { message, next in
            let results = next.parts.compactMap { part in
                if case .result(let result) = part { result.id } else { nil }
            }
            return results == message.calls.map(\.id)
        }
    }

    func stream(_ request: ModelRequest, limits: CallLimits) -> AsyncThrowingStream<ModelEvent, any Error> {
        AsyncThrowingStream { $0.finish() }
    }

    func models(limits: CallLimits) async throws -> [String] { [] }
}

extension ModelResponse {
    /// A plain answer.
    static func text(
        _ text: String,
        model: String = "m",
        usage: ModelUsage? = ModelUsage(inputTokens: 10, outputTokens: 5)
    ) -> ModelResponse {
        ModelResponse(
            message: .assistant(text),
            finish: .stop,
            usage: usage,
            model: model,
            raw: ["said": .string(text)]
        )
    }

    /// A turn that wants functions called.
    static func calling(_ calls: (id: String, name: String, arguments: String)...) -> ModelResponse {
        let parts = calls.map { ModelMessage.Part.call(.init(id: $0.id, name: $0.name, rawArguments: $0.arguments)) }
        return ModelResponse(
            message: ModelMessage(.assistant, parts),
            finish: .functionCalls,
            usage: ModelUsage(inputTokens: 10, outputTokens: 5),
            model: "m"
        )
    }
}
