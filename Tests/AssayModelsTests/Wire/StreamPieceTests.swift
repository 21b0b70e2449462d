import AssayCore
import AssayHTTP
import AssayModels
import Testing

struct StreamPieceTests {
    /// A streamed answer and, where there is one, the same answer as a whole body.
    struct Recording: Sendable, CustomTestStringConvertible {
        let kind: ProviderKind
        let stream: String
        var whole: String?

        var testDescription: String { stream }
    }

    static let answers = [
        Recording(kind: .openAI, stream: "openai-text.sse", whole: "openai-text.json"),
        Recording(kind: .openAI, stream: "openai-calls.sse", whole: "openai-calls.json"),
        Recording(kind: .openAI, stream: "compatible-calls.sse"),
        Recording(kind: .anthropic, stream: "anthropic-calls.sse", whole: "anthropic-calls.json"),
        Recording(kind: .gemini, stream: "gemini-calls.sse", whole: "gemini-calls.json"),
        Recording(kind: .ollama, stream: "ollama-text.ndjson", whole: "ollama-text.json"),
        Recording(kind: .ollama, stream: "ollama-calls.ndjson", whole: "ollama-calls.json"),
    ]
    static let failures = [
        Recording(kind: .openAI, stream: "openai-error.sse"),
        Recording(kind: .anthropic, stream: "anthropic-error.sse"),
        Recording(kind: .ollama, stream: "ollama-error.ndjson"),
    ]

    @Test("A stream gives the same events wherever its bytes are split", arguments: answers + failures)
    func splits(_ recording: Recording) async throws {
        #expect(try await playedAlike(recording.kind, Fixture.bytes(recording.stream)).events.count > 1)
    }

    @Test("What comes before an event that cannot be read is kept, wherever the bytes are split", arguments: answers)
    func unreadable(_ recording: Recording) async throws {
        let text = String(decoding: try Fixture.bytes(recording.stream), as: UTF8.self)
        let end = text.contains("\r\n\r\n") ? "\r\n\r\n" : recording.kind == .ollama ? "\n" : "\n\n"
        var events = text.split(separator: end)
        events.insert(recording.kind == .ollama ? "{" : "data: {", at: events.count / 2)
        let played = try await playedAlike(recording.kind, Array(events.map { $0 + end }.joined().utf8))
        #expect(played.error?.code == .modelProtocol)
        #expect(played.interrupted != nil)
    }

    /// What is played, byte by byte as in one piece or in two.
    private func playedAlike(_ kind: ProviderKind, _ bytes: [UInt8]) async throws -> Played {
        let whole = try await Asking.stream(kind, [bytes])
        #expect(try await Asking.stream(kind, bytes.map { [$0] }) == whole)
        for place in bytes.indices.dropFirst() {
            let pieces = [Array(bytes[..<place]), Array(bytes[place...])]
            #expect(try await Asking.stream(kind, pieces) == whole, "split at byte \(place)")
        }
        return whole
    }

    @Test("A streamed answer is the answer a whole body gives", arguments: answers.filter { $0.whole != nil })
    func sameAsWhole(_ recording: Recording) async throws {
        let body = String(decoding: try Fixture.bytes(try #require(recording.whole)), as: UTF8.self)
        var whole = try await Asking.respond(recording.kind, body)
        whole.raw = nil
        let streamed = try await Asking.stream(recording.kind, [Fixture.bytes(recording.stream)])
        #expect(streamed.finished == whole)
        #expect(streamed.error == nil)
        #expect(streamed.text == whole.message.text)
    }

    enum Cut: CaseIterable {
        /// The server closes as if all were well.
        case end
        /// The transport notices.
        case failure
    }

    @Test(
        "A stream cut at any byte gives the whole answer or a network error with what came, never a short answer",
        arguments: answers,
        Cut.allCases
    )
    func cuts(_ recording: Recording, cut: Cut) async throws {
        let bytes = try Fixture.bytes(recording.stream)
        let whole = try #require(try await Asking.stream(recording.kind, [bytes]).finished)
        let failure = AssayError(.httpInterrupted, "The connection broke.", isRetryable: true)
        var interruptions = 0
        for place in bytes.indices {
            let played = try await Asking.stream(
                recording.kind,
                [Array(bytes[..<place])],
                failure: cut == .failure ? failure : nil
            )
            if let finished = played.finished {
                #expect(finished.message == whole.message, "cut at byte \(place)")
                #expect(finished.finish == whole.finish)
                #expect(finished.usage == whole.usage || finished.usage?.isEstimated == true)
                continue
            }
            #expect(played.error?.code == .modelNetwork, "cut at byte \(place)")
            #expect(played.error?.isRetryable == true)
            guard let partial = played.interrupted else { continue }
            interruptions += 1
            #expect(partial.finish == .interrupted)
            #expect(partial.usage?.isEstimated == true)
            #expect(partial.message.text == played.text)
            #expect(whole.message.text.hasPrefix(played.text))
        }
        #expect(interruptions > bytes.count / 4)
    }

    @Test("A connection that breaks after the end of the turn has brought the whole answer", arguments: answers)
    func brokenAfterEnd(_ recording: Recording) async throws {
        let bytes = try Fixture.bytes(recording.stream)
        let failure = AssayError(.httpInterrupted, "The connection broke.", isRetryable: true)
        let played = try await Asking.stream(recording.kind, [bytes], failure: failure)
        #expect(played == (try await Asking.stream(recording.kind, [bytes])))
        #expect(played.finished != nil)
    }

    @Test("What came before an error inside the stream is kept, and the error's text is not shown", arguments: failures)
    func errorInside(_ recording: Recording) async throws {
        let played = try await Asking.stream(recording.kind, [Fixture.bytes(recording.stream)])
        let partial = try #require(played.interrupted)
        let error = try #require(played.error)
        #expect(partial.message.text.hasPrefix("Half an"))
        #expect(partial.usage?.isEstimated == true)
        #expect(!error.description.contains("SECRET"))
        let expected: AssayError.Code = recording.kind == .ollama ? .modelProtocol : .modelOverloaded
        #expect(error.code == expected)
        #expect(error.isRetryable == (expected == .modelOverloaded))
    }

    @Test("An answer without the mark of its end, but with a reason to end, is whole")
    func withoutMark() async throws {
        let text = String(decoding: try Fixture.bytes("openai-text.sse"), as: UTF8.self)
        let played = try await Asking.stream(.openAI, [Array(text.replacing("data: [DONE]\n\n", with: "").utf8)])
        #expect(played.finished?.message.text == "Grüße aus 東京")
        #expect(played.finished?.usage?.isEstimated == false)
    }

    @Test("A stream whose usage never comes gets an estimate that says so")
    func withoutUsage() async throws {
        let stream = #"data: {"choices":[{"delta":{"content":"abcdef"},"finish_reason":"stop"}],"usage":null}"#
        let played = try await Asking.stream(.openAI, [Array((stream + "\n\n").utf8)])
        let usage = try #require(played.finished?.usage)
        #expect(usage.isEstimated)
        #expect(usage.outputTokens == 2)
        #expect(usage.inputTokens > 0)
    }

    @Test("A server that does not stream gives its answer in one piece")
    func notStreamed() async throws {
        let played = try await Asking.stream(
            .openAI,
            [Fixture.bytes("openai-text.json")],
            headers: ["Content-Type": "application/json; charset=utf-8"]
        )
        #expect(played.events.count == 2)
        #expect(played.finished?.message.text == "Grüße aus 東京")
    }

    @Test("A page where a stream was expected is no answer")
    func page() async throws {
        let played = try await Asking.stream(.openAI, [Array("<html><body>Welcome</body></html>".utf8)])
        #expect(played.error?.code == .modelNetwork)
        #expect(played.events.isEmpty)
        let lines = try await Asking.stream(.ollama, [Array("<html>\n</html>\n".utf8)])
        #expect(lines.error?.code == .modelProtocol)
    }

    @Test("Cancelling stays what it is, whatever has come")
    func cancelled() async throws {
        let bytes = try Fixture.bytes("openai-text.sse")
        let cancelled = AssayError(.cancelled, "Cancelled.")
        let played = try await Asking.stream(.openAI, [Array(bytes.dropLast(20))], failure: cancelled)
        #expect(played.error == cancelled)
        #expect(played.interrupted?.message.text == "Grüße aus 東京")
    }
}
