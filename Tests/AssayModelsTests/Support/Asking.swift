import AssayCore
import AssayHTTP
import AssayModels

/// How a stream went: its events, and the error that ended it.
struct Played: Equatable {
    var events: [ModelEvent] = []
    var error: AssayError?

    var finished: ModelResponse? {
        if case .finished(let response) = events.last { response } else { nil }
    }

    var interrupted: ModelResponse? {
        if case .interrupted(let response) = events.last { response } else { nil }
    }

    var text: String {
        events.reduce(into: "") { text, event in
            if case .text(let piece) = event { text += piece }
        }
    }
}

enum Asking {
    static let question = ModelRequest(model: "m", messages: [.user("What is the sum of 1 and 2?")])

    private static func constant(_ support: WireSupport?) -> (@Sendable (String) -> WireSupport)? {
        guard let support else { return nil }
        return { _ in support }
    }

    /// Streams an answer out of pieces of bytes.
    static func stream(
        _ kind: ProviderKind,
        _ pieces: [[UInt8]],
        _ request: ModelRequest = question,
        headers: HTTPHeaders = [:],
        failure: (any Error)? = nil
    ) async throws -> Played {
        let transport = PlayedTransport(headers: headers, pieces: pieces, failure: failure)
        let provider = try HTTPModelProvider(id: "lab", kind: kind, transport: transport)
        var played = Played()
        do {
            for try await event in provider.stream(request, limits: CallLimits()) { played.events.append(event) }
        } catch let error as AssayError {
            played.error = error
        }
        return played
    }

    /// Asks for a whole answer.
    static func respond(
        _ kind: ProviderKind,
        _ body: String,
        _ request: ModelRequest = question,
        support: WireSupport? = nil
    ) async throws -> ModelResponse {
        let provider = try HTTPModelProvider(
            id: "lab",
            kind: kind,
            transport: PlayedTransport(body),
            support: constant(support)
        )
        return try await provider.respond(to: request, limits: CallLimits())
    }

    /// The failure of a call whose reply has a status of failure.
    static func failure(
        _ kind: ProviderKind,
        _ status: Int,
        _ body: String,
        headers: HTTPHeaders = [:]
    ) async throws -> AssayError? {
        let transport = PlayedTransport(status: status, headers: headers, body)
        let provider = try HTTPModelProvider(
            id: "lab",
            kind: kind,
            transport: transport,
            clock: WallClock { 1_700_000_000_000 }
        )
        do {
            _ = try await provider.respond(to: question, limits: CallLimits())
            return nil
        } catch let error as AssayError {
            return error
        }
    }

    /// What is sent for a request.
    static func sent(
        _ kind: ProviderKind,
        _ request: ModelRequest,
        isStreamed: Bool = false,
        support: WireSupport? = nil
    ) async throws -> WireRequest {
        let transport = PlayedTransport(status: 500, "")
        let provider = try HTTPModelProvider(
            id: "lab",
            kind: kind,
            transport: transport,
            support: constant(support)
        )
        if isStreamed {
            var events = provider.stream(request, limits: CallLimits()).makeAsyncIterator()
            _ = try? await events.next()
        } else {
            _ = try? await provider.respond(to: request, limits: CallLimits())
        }
        return transport.requests[0]
    }
}
