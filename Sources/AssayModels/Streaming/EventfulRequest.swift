/// A request that has begun, and the events it sends; it is cancelled when nobody holds it any more.
final class EventfulRequest<Event: Sendable>: Sendable {
    private let channel = EventChannel<Event>()
    private let task: Task<Void, Never>

    /// Begins the request; it sends its events one after the other and may have to wait for the reader.
    init(_ work: @escaping @Sendable (_ send: @escaping @Sendable (Event) async -> Void) async throws -> Void) {
        task = Task { [channel] in
            do {
                try await work { await channel.send($0) }
                channel.finish(.success(()))
            } catch {
                channel.finish(.failure(error))
            }
        }
    }

    deinit { end() }

    /// The events; dropping them, or cancelling the task that reads them, cancels the request.
    var events: AsyncThrowingStream<Event, any Error> { AsyncThrowingStream { try await self.next() } }

    private func next() async throws -> Event? {
        try await withTaskCancellationHandler {
            try await channel.next()
        } onCancel: {
            end()
        }
    }

    private func end() {
        task.cancel()
        channel.close()
    }
}
