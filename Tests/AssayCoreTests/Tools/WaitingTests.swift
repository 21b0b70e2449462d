import AssayCore
import Synchronization
import Testing

@Suite("Calls that wait and are given up")
struct WaitingTests {
    @Test("A handler is called once, when the flag is set, and at once where it is set already")
    func handlers() {
        let flag = CancellationFlag()
        let count = Mutex(0)
        flag.onCancel { count.withLock { $0 += 1 } }
        #expect(count.withLock { $0 } == 0)
        flag.cancel()
        flag.cancel()
        #expect(count.withLock { $0 } == 1)
        flag.onCancel { count.withLock { $0 += 10 } }
        #expect(count.withLock { $0 } == 11)
    }

    @Test("Handlers added while the flag is set from elsewhere are all called, each once")
    func race() async {
        for _ in 0..<200 {
            let flag = CancellationFlag()
            let count = Count()
            await withTaskGroup(of: Void.self) { group in
                group.addTask { flag.cancel() }
                for _ in 0..<4 { group.addTask { flag.onCancel { count.add() } } }
            }
            #expect(count.value == 4)
        }
    }

    @Test("Work that waits is cancelled as soon as its attempt is given up")
    func waiting() async throws {
        let flag = CancellationFlag()
        let call = ToolCall(request: [:], cancellation: flag)
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let work = Task {
            try await call.waiting {
                begin.finish()
                // Ends with the task only.
                for await _ in AsyncStream<Void>(unfolding: { try? await Task.sleep(for: .seconds(3600)) }) {}
                try Task.checkCancellation()
            }
        }
        for await _ in begun {}
        flag.cancel()
        await #expect(throws: CancellationError.self) { try await work.value }
    }

    @Test("Work that ends gives its result")
    func result() async throws {
        #expect(try await ToolCall(request: [:]).waiting { 7 } == 7)
    }
}

private final class Count: Sendable {
    private let state = Mutex(0)

    var value: Int { state.withLock { $0 } }

    func add() { state.withLock { $0 += 1 } }
}
