import AssayCore
import AssayHTTP
import AssayModels
import Synchronization
import Testing

/// When a streamed call ends.
struct StreamEndTests {
    /// Gives the same pieces for ever, counts them, and notices when nobody can read any more.
    private final class EndlessTransport: ModelTransport {
        private let taken = Mutex(0)
        private let open = Mutex(0)

        var takenCount: Int { taken.withLock { $0 } }
        var openCount: Int { open.withLock { $0 } }

        private final class Call: Sendable {
            let transport: EndlessTransport
            init(_ transport: EndlessTransport) {
                self.transport = transport
                transport.open.withLock { $0 += 1 }
            }
            func take() { transport.taken.withLock { $0 += 1 } }
            deinit { transport.open.withLock { $0 -= 1 } }
        }

        func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply {
            let call = Call(self)
            let piece = Array(#"data: {"choices":[{"delta":{"content":"word "}}]}"#.utf8) + [10, 10]
            return WireReply(status: 200, headers: [:]) {
                try Task.checkCancellation()
                call.take()
                return piece
            }
        }
    }

    private func provider(_ transport: EndlessTransport) throws -> HTTPModelProvider {
        try HTTPModelProvider(id: "lab", kind: .openAI, transport: transport)
    }

    @Test("Nothing is sent before the first event is asked for, and no more is read than is taken")
    func lazy() async throws {
        let transport = EndlessTransport()
        let stream = try provider(transport).stream(Asking.question, limits: CallLimits())
        #expect(transport.openCount == 0)
        var events = stream.makeAsyncIterator()
        for _ in 0..<3 { #expect(try await events.next() == .text("word ")) }
        #expect(transport.takenCount == 3)
        #expect(transport.openCount == 1)
    }

    @Test("Ending the iteration ends the call")
    func dropped() async throws {
        let transport = EndlessTransport()
        let provider = try provider(transport)
        for try await event in provider.stream(Asking.question, limits: CallLimits()) {
            #expect(event == .text("word "))
            break
        }
        #expect(transport.openCount == 0)
    }

    @Test("Cancelling the task ends the call")
    func cancelled() async throws {
        let transport = EndlessTransport()
        let provider = try provider(transport)
        let reading = Task {
            var count = 0
            for try await _ in provider.stream(Asking.question, limits: CallLimits()) {
                count += 1
                if count == 5 { withUnsafeCurrentTask { $0?.cancel() } }
            }
            return count
        }
        let count = try? await reading.value
        #expect(count ?? 5 <= 6)
        #expect(transport.openCount == 0)
        #expect(transport.takenCount <= 6)
    }

    @Test("After the last event there is nothing, however often it is asked for")
    func ended() async throws {
        let transport = PlayedTransport(pieces: [try Fixture.bytes("openai-text.sse")])
        let provider = try HTTPModelProvider(id: "lab", kind: .openAI, transport: transport)
        var events = provider.stream(Asking.question, limits: CallLimits()).makeAsyncIterator()
        var last: ModelEvent?
        while let event = try await events.next() { last = event }
        guard case .finished = last else {
            Issue.record("the stream did not finish")
            return
        }
        #expect(try await events.next() == nil)
        #expect(transport.requests.count == 1)
    }
}
