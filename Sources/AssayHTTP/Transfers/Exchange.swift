internal import AssayCore
internal import Synchronization

/// A request and its response, seen from the caller's task and from the thread of the transfers.
final class Exchange: Sendable {
    typealias Buffer = ResponseBuffer<CheckedContinuation<Result<ResponseDelivery, AssayError>, Never>>

    let request: CheckedRequest
    private let buffer: Mutex<Buffer>
    private let loop: TransferLoop

    init(_ request: CheckedRequest, capacity: Int?, loop: TransferLoop) {
        self.request = request
        self.loop = loop
        buffer = Mutex(Buffer(capacity: capacity))
    }

    // MARK: The caller's side

    /// Waits for a part of the response; cancelling the task ends the transfer.
    func wait(for want: ResponsePart) async throws(AssayError) -> ResponseDelivery {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in change { $0.wait(for: want, waiter) } }
        } onCancel: {
            cancel()
        }
        if buffer.withLock({ $0.goesOn() }) { loop.resume(self) }
        return try result.get()
    }

    /// Ends the transfer, if it has not ended.
    func cancel() {
        guard !isFinished else { return }
        finish(.failure(Self.cancelled), keepsBytes: false)
        loop.cancel(self)
    }

    static let cancelled = AssayError(.cancelled, "The HTTP request was cancelled.")

    // MARK: The thread's side

    func receive(_ head: ResponseHead) { note { $0.receive(head) } }

    func receive(_ bytes: UnsafeRawBufferPointer) { note { $0.receive(bytes) } }

    /// Hands over what was received.
    func deliver() { change { $0.answer() } }

    func finish(_ result: Result<Void, AssayError>, keepsBytes: Bool = true) {
        change { $0.finish(result, keepsBytes: keepsBytes) }
    }

    /// Whether the transfer has ended, for the caller at least.
    var isFinished: Bool { buffer.withLock { $0.isFinished } }

    func holdsBack() -> Bool { buffer.withLock { $0.holdsBack() } }

    private func note(_ news: (inout Buffer) -> Void) { buffer.withLock { news(&$0) } }

    /// Answers after leaving the lock.
    private func change(_ body: (inout Buffer) -> Buffer.Answer?) {
        guard let answer = buffer.withLock({ body(&$0) }) else { return }
        answer.waiter.resume(returning: answer.result)
    }
}
