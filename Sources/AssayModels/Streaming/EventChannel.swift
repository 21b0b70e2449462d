import Synchronization

/// Events on their way from a request to a reader that may be slow: when a good many wait, the request waits, too.
final class EventChannel<Event: Sendable>: Sendable {
    private let room: Int
    private let state = Mutex(State())

    private struct State {
        var events: [Event] = []
        /// How the events end, once they do.
        var end: Result<Void, any Error>?
        /// Whether nobody reads any more.
        var isClosed = false
        var readers: [CheckedContinuation<Void, Never>] = []
        var writers: [Int: CheckedContinuation<Void, Never>] = [:]
        var nextWriter = 0
    }

    /// - Parameter room: How many events may wait before whoever sends another waits.
    init(room: Int = 256) { self.room = room }

    /// Hands an event over, and waits while too many are there; not when cancelled, and not when nobody reads any more.
    func send(_ event: Event) async {
        let (readers, writer) = state.withLock { state -> ([CheckedContinuation<Void, Never>], Int?) in
            guard !state.isClosed, state.end == nil else { return ([], nil) }
            state.events.append(event)
            defer { state.readers = [] }
            guard state.events.count > room else { return (state.readers, nil) }
            state.nextWriter += 1
            return (state.readers, state.nextWriter)
        }
        for reader in readers { reader.resume() }
        if let writer { await wait(writer) }
    }

    private func wait(_ writer: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    // A task is cancelled before its handlers run: either this is seen here, or the handler finds the writer.
                    if Task.isCancelled || state.isClosed || state.events.count <= room { return true }
                    state.writers[writer] = continuation
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.writers.removeValue(forKey: writer) }?.resume()
        }
    }

    /// Nothing follows the events that were sent.
    func finish(_ end: Result<Void, any Error>) {
        let readers = state.withLock { state in
            state.end = state.end ?? end
            defer { state.readers = [] }
            return state.readers
        }
        for reader in readers { reader.resume() }
    }

    /// Nobody reads any more.
    func close() {
        let (readers, writers) = state.withLock { state in
            defer { (state.readers, state.writers, state.events) = ([], [:], []) }
            state.isClosed = true
            return (state.readers, Array(state.writers.values))
        }
        for waiting in readers + writers { waiting.resume() }
    }

    /// Waits for the next event; `nil` after the last one, and when nobody is to read any more.
    func next() async throws -> Event? {
        while true {
            let (event, end) = state.withLock { state -> (Event?, Result<Void, any Error>?) in
                if state.isClosed { return (nil, .success(())) }
                guard state.events.isEmpty else { return (state.events.removeFirst(), nil) }
                let end = state.end
                // An error is told once.
                if end != nil { state.end = .success(()) }
                return (nil, end)
            }
            if let event {
                letWritersGoOn()
                return event
            }
            if let end {
                try end.get()
                return nil
            }
            await waitForEvents()
        }
    }

    private func waitForEvents() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                guard state.events.isEmpty, state.end == nil, !state.isClosed else { return true }
                state.readers.append(continuation)
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    private func letWritersGoOn() {
        let writers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            guard state.events.count <= room else { return [] }
            defer { state.writers = [:] }
            return Array(state.writers.values)
        }
        for writer in writers { writer.resume() }
    }
}
