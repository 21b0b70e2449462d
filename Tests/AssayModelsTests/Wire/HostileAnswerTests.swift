import AssayCore
import AssayHTTP
import AssayModels
import AssayStatistics
import Testing

/// Answers nobody should send.
struct HostileAnswerTests {
    private static let recordings: [(ProviderKind, String)] = [
        (.openAI, "openai-calls.json"), (.openAI, "openai-text.json"), (.anthropic, "anthropic-calls.json"),
        (.gemini, "gemini-calls.json"), (.ollama, "ollama-calls.json"),
    ]

    private static let oddities: [Value] = [
        nil, true, 0, -1, 1.5, 1e300, 9_223_372_036_854_775_807, "", "x", [], [[]], [nil], [:], ["x": [1]],
        ["error": "x"], ["type": "tool_use"], ["index": -9_223_372_036_854_775_807],
    ]

    /// The value with one value somewhere inside replaced.
    private static func damage(_ value: Value, _ generator: inout SplitMix64) -> Value {
        let stops = generator.next() % 4 == 0
        switch value {
        case .array(var elements) where !stops && !elements.isEmpty:
            let place = Int(generator.next() % UInt64(elements.count))
            elements[place] = damage(elements[place], &generator)
            return .array(elements)
        case .object(var object) where !stops && !object.isEmpty:
            let key = Array(object.keys)[Int(generator.next() % UInt64(object.count))]
            object[key] = generator.next() % 8 == 0 ? Value?.none : damage(object[key] ?? nil, &generator)
            return .object(object)
        default: return oddities[Int(generator.next() % UInt64(oddities.count))]
        }
    }

    @Test("An answer with anything at any place is read or refused with a model's code", arguments: 0..<5)
    func damaged(place: Int) async throws {
        let (kind, file) = Self.recordings[place]
        let whole = try Fixture.value(file)
        var generator = SplitMix64(seed: UInt64(place))
        var refused = 0
        for _ in 0..<500 {
            let body = Self.damage(whole, &generator)
            do {
                let response = try await Asking.respond(kind, body.canonicalJSON)
                #expect(response.usage != nil)
                // What was read can be sent again.
                _ = try await Asking.sent(kind, Conversations.withResults(response.message))
            } catch let error as AssayError {
                refused += 1
                #expect(error.code.rawValue.hasPrefix("model_") || error.code == .unknownModel)
            }
        }
        #expect((1..<500).contains(refused))
    }

    @Test("Events with anything at any place never trap, whatever follows", arguments: 0..<4)
    func damagedEvents(place: Int) async throws {
        let (kind, file) = [
            (ProviderKind.openAI, "compatible-calls.sse"), (.anthropic, "anthropic-calls.sse"),
            (.gemini, "gemini-calls.sse"), (.ollama, "ollama-calls.ndjson"),
        ][place]
        let text = String(decoding: try Fixture.bytes(file), as: UTF8.self)
        let prefix = kind == .ollama ? "" : "data: "
        let events = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(prefix + "{") }
            .compactMap { try? Value(json: String($0.dropFirst(prefix.count))) }
        #expect(events.count > 1)
        var generator = SplitMix64(seed: UInt64(place))
        for _ in 0..<200 {
            let damaged = events.map { Self.damage($0, &generator).canonicalJSON }
            let stream = damaged.map { prefix + $0 + (kind == .ollama ? "\n" : "\n\n") }.joined()
            let played = try await Asking.stream(kind, [Array(stream.utf8)])
            #expect((played.finished == nil) == (played.error != nil))
        }
    }

    @Test("Text nested deeper than any reader accepts is refused")
    func deep() async throws {
        let body = String(repeating: "[", count: 100_000)
        let error = await #expect(throws: AssayError.self) { try await Asking.respond(.openAI, body) }
        #expect(error?.code == .modelProtocol)
        let played = try await Asking.stream(.openAI, [Array("data: \(body)\n\n".utf8)])
        #expect(played.error?.code == .modelProtocol)
    }

    @Test("A failure an old server reports as an object of its own is a failure")
    func errorObject() async throws {
        let stream = #"data: {"object":"error","message":"secret","type":"BadRequestError","code":400}"# + "\n\n"
        let played = try await Asking.stream(.openAI, [Array(stream.utf8)])
        #expect(played.error?.code == .modelBadRequest)
        #expect(played.error?.description.contains("secret") == false)
        #expect(played.events.isEmpty)
    }
}
